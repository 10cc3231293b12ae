// publication_json_stat as the format's own toolkit reads it: each cell, label and status is
// what the database says, asked cell by cell.  Uses the server that the environment names, and
// jsonstat-toolkit in tmp_check; see `make test-jsonstat`.

'use strict';
const { execFileSync } = require('child_process');
const path = require('path');

process.chdir(path.join(__dirname, '../..'));
const JSONstat = require(path.resolve('tmp_check/node_modules/jsonstat-toolkit'));
const database = 'json_stat';

function psql(sql, name = database) {
	return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', name], { input: sql, encoding: 'utf8' });
}

// the one value of a query, which is JSON
function query(sql) {
	return JSON.parse(psql(`SET search_path = busetting, public; ${sql}`));
}

psql(`CREATE DATABASE ${database}`, 'postgres');
psql(`
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
SET search_path = busetting, public;
\\set presentation \`cat test/data/ks-settlement-2022-05-18.txt\`
\\set year_end \`cat test/data/imdi-vestland-2022-year-end.csv\`
\\o /dev/null
SELECT import_table(:'presentation', 'KS', '2022-05-18');
SELECT import_table(:'year_end' || E'\\nVestland,4340,4411,3580,3058', 'IMDi', '2022-12-31', level => 'municipality');
SELECT import_table(E'Navn;Anmodning;Vedtak;Vedtak med kollektiv beskyttelse;Bosatt\\n'
	'Norge;50;;;40\\nBergen;10;0;:;:\\nKautokeino;..;:;:;5\\nRøros;0;-;..;7\\nSum Vestland;10;;:;:\\nHele landet;50;;;41', 'all kinds of cells', '2022-05-18');
SELECT import_table(E'Fylke;Bosatt\\nVestland;:', 'a single cell', '2022-05-18');
`);

let number = 0;
let failed = 0;
function check(name, problems) {
	console.log(`${problems.length ? 'not ok' : 'ok'} ${++number} - ${name}`);
	problems.slice(0, 10).forEach(problem => console.log(`# ${problem}`));
	failed += problems.length ? 1 : 0;
}
function differences(pairs) {
	return pairs.filter(([, is, should]) => is !== should).map(([what, is, should]) => `${what} is ${is}, should be ${should}`);
}

const publications = query('SELECT jsonb_agg(jsonb_build_object(\'id\', id, \'source\', source, \'date\', date) ORDER BY id) FROM publication');
for (const { id, source, date } of publications) {
	for (const language of ['no', 'se', 'en']) {
		const dataset = JSONstat(query(`SELECT publication_json_stat(${id}, '${language}')`)).Dataset(0);
		// from the tables, not through the functions of export.sql
		const cells = query(`
			SELECT jsonb_agg(jsonb_build_object('code', r.code || CASE WHEN s.total THEN '-total' ELSE '' END, 'measure', c.key, 'value', c.value,
				'name', coalesce(o.name, n.name) || CASE WHEN NOT s.total THEN '' WHEN '${language}' = 'en' THEN ' total' ELSE ' i alt' END))
			FROM (SELECT false AS total, r.* FROM settlement AS r UNION ALL SELECT true, t.* FROM settlement_total AS t) AS s
			JOIN region AS r ON r.id = s.region
			JOIN region_list('${date}') AS n ON n.region_id = s.region
			LEFT JOIN region_name AS o ON o.region = s.region AND o.kind = 'official' AND o.language = '${language}' AND o.validity @> date '${date}'
			CROSS JOIN LATERAL jsonb_each(to_jsonb(s) - 'publication' - 'region' - 'total') AS c
			WHERE s.publication = ${id}`);
		const stated = [...new Set(cells.filter(cell => cell.value !== null).map(cell => cell.measure))];
		const expected = cells.filter(cell => stated.includes(cell.measure));
		const region = dataset.Dimension('region');
		const measure = dataset.Dimension('measure');
		const heading = Object.fromEntries(query(`SELECT jsonb_agg(ARRAY[measure, ${language === 'en' ? 'en' : 'nb'}]) FROM measure`));
		const found = cell => dataset.Data({ region: cell.code, measure: cell.measure });
		const hidden = cell => cell.value !== null && typeof cell.value === 'object';
		const name = `${source}, ${language}`;

		check(`${name}: a dataset of ${expected.length} cells`, differences([
			['class', dataset.class, 'dataset'],
			['source', dataset.source, source],
			['dimensions', dataset.id.join(), 'region,measure'],
			['geo', dataset.role.geo.join(), 'region'],
			['metric', dataset.role.metric.join(), 'measure'],
			['role of region', region.role, 'geo'],
			['role of measure', measure.role, 'metric'],
			['number of cells', dataset.n, expected.length],
			['measures', [...measure.id].sort().join(), [...stated].sort().join()],
		]));
		check(`${name}: numbers`, differences(expected.map(cell =>
			[`${cell.code} ${cell.measure}`, found(cell).value, hidden(cell) ? null : cell.value])));
		check(`${name}: symbols`, differences(expected.map(cell =>
			[`${cell.code} ${cell.measure}`, found(cell).status, hidden(cell) ? ':' : cell.value === null ? '..' : null])));
		check(`${name}: labels`, differences(expected.flatMap(cell => [
			[cell.code, region.Category(cell.code).label, cell.name],
			[cell.measure, measure.Category(cell.measure).label, heading[cell.measure]],
			[`unit of ${cell.measure}`, measure.Category(cell.measure).unit.decimals, 0],
		])));
	}
}
console.log(`1..${number}`);
console.log(`${number - failed} passed, ${failed} failed`);
process.exit(failed === 0 && number === publications.length * 12 ? 0 : 1);
