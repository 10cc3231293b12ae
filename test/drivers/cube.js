// Cube's data model of every table and view of the schema, as its Developer Playground makes it: node cube.js
'use strict';
const path = require('path');
const modules = path.resolve('tmp_check/node_modules/@cubejs-backend');
const { ScaffoldingTemplate } = require(`${modules}/schema-compiler`);
const { PostgresDriver } = require(`${modules}/postgres-driver`);

(async () => {
	const driver = new PostgresDriver({ host: process.env.PGHOST, port: Number(process.env.PGPORT), user: process.env.PGUSER, database: 'drivers' });
	const { busetting } = await driver.tablesSchema();
	const [{ count }] = await driver.query("SELECT count(*)::int AS count FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind IN ('r', 'v')");
	const files = new ScaffoldingTemplate({ busetting }, driver, { format: 'js' }).generateFilesByTableNames(Object.keys(busetting).map(name => ['busetting', name]));
	await driver.release();
	if (!count || files.length !== count) throw new Error(`${files.length} cubes of ${count} tables and views`);
	// each in JavaScript that can be read, with the columns that name things
	for (const { fileName, content } of files) {
		let cube;
		// a join says ${CUBE}.publication = ${Publication}.id
		const names = new Proxy({ cube: (name, description) => { cube = description; } }, { has: () => true, get: (known, name) => known[name] || name });
		new Function('names', `with (names) { ${content} }`)(names);
		if (!cube || !Object.keys(cube.dimensions).length) throw new Error(`nothing in ${fileName}`);
	}
	console.log(`${files.length} cubes`);
})().catch(error => { console.log(error); process.exitCode = 1; });
