// PostGraphile makes a GraphQL schema of the extension's tables, views and functions; without mutations of tables, as
// delete_publication() is also what it would call that of the table: node graphql.js
'use strict';
const path = require('path');
const modules = path.resolve(__dirname, '../../tmp_check/node_modules');
const { createPostGraphileSchema } = require(path.join(modules, 'postgraphile'));
const { Pool } = require(path.join(modules, 'pg'));

const said = [];
console.error = console.warn = (...words) => said.push(words.join(' '));
(async () => {
	const pool = new Pool({ host: process.env.PGHOST, port: Number(process.env.PGPORT), user: process.env.PGUSER, database: process.env.DRIVERS_DATABASE || 'drivers' });
	const schema = await createPostGraphileSchema(pool, ['busetting'], { includeExtensionResources: true, disableDefaultMutations: true });
	await pool.end();
	const missing = ['Publication', 'PublicationCheck', 'Measure', 'ReportFigure', 'Figure'].filter(name => !schema.getType(name));
	console.log([...missing.map(name => `no type ${name}`), ...said].join('\n'));
	process.exit(missing.length + said.length ? 1 : 0);
})().catch(error => { console.log(String(error)); process.exit(1); });
