// Reports and values as node-postgres gives them: node test/drivers/node.js REPORT...
'use strict';
const path = require('path');
const { Client, types } = require(path.resolve('tmp_check/node_modules/pg'));

// As it comes, the driver has int8 and numeric as strings, lest they be too large for its numbers; those of reports are not.
// Nor shall a date become a time of some time zone.
types.setTypeParser(20, Number);
types.setTypeParser(1700, Number);
types.setTypeParser(1082, text => ({ date: text }));

const kinds = { 20: 'number', 1700: 'number', 25: 'text', 1082: 'date', 16: 'boolean' };
const js = { number: 'number', text: 'string', date: 'object', boolean: 'boolean' };
const print = (...words) => console.log(words.join('\t'));

function printed(value, oid) {
	if (value === null) return '\\N';
	if (oid === 16) return value ? 'true' : 'false';
	if (oid === 1700) return value.toFixed(6);
	if (oid === 20 && !Number.isSafeInteger(value)) return `unsafe ${value}`;
	return oid === 1082 ? value.date : String(value);
}

async function report(client, name) {
	const { fields, rows } = await client.query({ text: `SELECT r.* FROM busetting.${name} AS r ORDER BY r::text COLLATE "C"`, rowMode: 'array' });
	fields.forEach(({ name: column, dataTypeID }, place) => {
		const kind = kinds[dataTypeID];
		const wrong = rows.find(row => row[place] !== null && typeof row[place] !== js[kind]);
		print('kind', name, column, wrong ? `${kind}, but ${wrong[place]}` : kind);
	});
	rows.forEach(row => print('row', name, ...row.map((value, place) => printed(value, fields[place].dataTypeID))));
	fields.forEach(({ name: column, dataTypeID }, place) => {
		if (dataTypeID === 20) print('sum', name, column, rows.reduce((sum, row) => row[place] === null ? sum : sum + row[place], 0));
	});
}

async function copied(client, how) {
	const { rows } = await client.query('TABLE copied');
	print(`copied as ${how}`, rows[0].count);
	await client.query('TRUNCATE copy');
}

(async () => {
	const reader = new Client({ database: 'drivers', user: 'reader' });
	await reader.connect();
	for (const name of process.argv.slice(2)) await report(reader, name);
	await reader.end();

	const analyst = new Client({ database: 'drivers', user: 'analyst' });
	await analyst.connect();
	const { rows } = await analyst.query({ text: 'SELECT n, small, large FROM value ORDER BY n', rowMode: 'array' });
	for (const row of rows) {
		print('value', ...row.map(value => printed(value)));
		await analyst.query('INSERT INTO copy VALUES ($1, $2, $3)', row);
	}
	await copied(analyst, 'text');

	// The driver reads binary results as if they were UTF-8, so that bytes are had as bytea; a Buffer it sends as it is, in binary.
	const binary = await analyst.query({
		text: 'SELECT n, busetting_internal.suppressed_int_send(small), busetting_internal.suppressed_bigint_send(large) FROM value', rowMode: 'array'
	});
	for (const row of binary.rows) {
		if (row[1] !== null && !Buffer.isBuffer(row[1])) throw new Error(`not binary: ${row[1]}`);
		await analyst.query('INSERT INTO copy VALUES ($1, $2, $3)', row);
	}
	await copied(analyst, 'binary');
	await analyst.end();
})().catch(error => { console.error(error); process.exit(1); });
