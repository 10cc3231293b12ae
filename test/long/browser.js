// report_html in a browser: at the widths of a telephone and a desk, and printed, nothing is missing, covers anything
// else, is too small or too pale to read, runs over the edge, fails or asks for anything from elsewhere.
// Uses the server that the environment names, and playwright-core in tmp_check; see `make browser`.
// Leaves pages and pictures of them in tmp_check/browser.

'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

process.chdir(path.join(__dirname, '../..'));
const { chromium } = require(path.resolve('tmp_check/node_modules/playwright-core'));
const directory = path.resolve('tmp_check/browser');
const database = 'browser';
fs.rmSync(directory, { recursive: true, force: true });
fs.mkdirSync(directory, { recursive: true });

function psql(sql, name = database) {
	return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', name], { input: sql, encoding: 'utf8', maxBuffer: 1e8 });
}

psql(`CREATE DATABASE ${database}`, 'postgres');
psql(`
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
ALTER DATABASE ${database} SET search_path = public, busetting;
SET search_path = public, busetting;
\\set presentation \`cat test/data/ks-settlement-2022-05-18.txt\`
\\o /dev/null
SELECT import_table(:'presentation', 'KS', '2022-05-18');
SELECT import_table(E'Fylke;settled_collective;agreed_collective\\nVestland;300;498', 'KS, text of slide 4', '2022-05-18');
-- counties in which every kind of hidden number stands beside a large and a small one
SELECT import_table(E'Fylke;settled;agreed\\nOslo;:;1200\\nRogaland;:;:\\nViken;1980;:\\nAgder;0;0\\nNordland;:;\\nVestland;5;5\\nInnlandet;7;:', 'hidden', '2022-06-01', 'below five');
-- a table of all municipalities, every third number hidden
SELECT import_table((SELECT 'Kommune;settled;settled_collective;agreed;agreed_collective' ||
	string_agg(concat(E'\\n', code, ';', CASE WHEN n % 3 = 0 THEN ':' ELSE (n % 61 + 5)::text END, ';:;',
		CASE WHEN n % 5 = 0 THEN ':' ELSE (n * 7 % 97 + 5)::text END, ';5'), '')
	FROM (SELECT code, row_number() OVER (ORDER BY code COLLATE "C") AS n FROM region_list('2022-06-08') WHERE level = 'municipality') AS m), 'IMDi', '2022-06-08');
-- a rule that sets no limit, after the reform of 2024
INSERT INTO suppression_rule (rule) VALUES ('anything');
INSERT INTO rule_measure (rule, measure, hidden) VALUES ('anything', 'settled', ':'), ('anything', 'agreed', '5..');
SELECT import_table((SELECT 'Fylke;settled;agreed' || string_agg(concat(E'\\n', code, ';', CASE WHEN code < '30' THEN ':' ELSE code END, ';', CASE WHEN code > '40' THEN ':' ELSE '97' END), '')
	FROM region_list('2024-01-03') WHERE level = 'county'), 'no limit', '2024-01-03', 'anything');
-- more than a year of weekly tables of municipalities, of a year's beginning on with everything anew
INSERT INTO publication (source, date, rule) SELECT 'weekly', date '2022-07-06' + 7 * week, 'imdi' FROM generate_series(0, 59) AS week;
INSERT INTO settlement (publication, region, settled, agreed)
SELECT p.id, r.id, CASE WHEN n.settled < 5 THEN ':' ELSE n.settled::suppressed_int END, CASE WHEN n.agreed < 5 THEN ':' ELSE n.agreed::suppressed_int END
FROM publication AS p
JOIN region AS r ON r.level = 'municipality' AND r.validity @> p.date
CROSS JOIN LATERAL (SELECT (r.id % 57 * extract(doy FROM p.date) / 400)::int AS settled, (r.id % 31 + sin(p.id / 9.0) * 6)::int AS agreed) AS n
WHERE p.source = 'weekly';
-- lines that are broken: other counties, nothing stated, no limit; and two that meet
SELECT import_table(E'Fylke;settled;agreed\nOslo;100;130\nRogaland;210;220\nVestland;90;10', 'broken', '2024-01-10', 'anything');
SELECT import_table(E'Fylke;settled;agreed\nOslo;140;120\nRogaland;250;190\nVestland;:;30', 'broken', '2024-01-17', 'anything');
SELECT import_table(E'Fylke;settled;agreed\nOslo;160;120\nRogaland;250;:\nVestland;95;30', 'broken', '2024-01-24', 'anything');
SELECT import_table(E'Fylke;settled;agreed\nOslo;160;\nRogaland;250;\nVestland;95;', 'broken', '2024-01-31', 'anything');
SELECT import_table(E'Fylke;settled;agreed\nOslo;160;170\nRogaland;260;250', 'broken', '2024-02-07', 'anything');
SELECT import_table(E'Fylke;settled;agreed\nOslo;180;190\nRogaland;260;251', 'broken', '2024-02-14', 'anything');
-- one county only, settled but not agreed, and negative gaps in thousands
\\set year_end \`cat test/data/imdi-vestland-2022-year-end.csv\`
SELECT import_table(:'year_end', 'IMDi', '2022-12-31', level => 'municipality');
INSERT INTO suppression_rule (rule, hidden) VALUES ('thousands', '0..9999');
SELECT import_table((SELECT 'Fylke;settled;agreed' || string_agg(concat(E'\\n', code, ';', CASE WHEN n % 3 = 0 THEN ':' ELSE (n * 7919 % 60000)::text END, ';', CASE WHEN n % 4 = 0 THEN ':' ELSE (n * 3571 % 9000)::text END), '')
	FROM (SELECT code, row_number() OVER (ORDER BY code) AS n FROM region_list('2026-05-06') WHERE level = 'county') AS c), 'thousands', '2026-05-06', 'thousands');
SELECT import_table((SELECT 'Kommune;settled;agreed' || string_agg(concat(E'\\n', code, ';', CASE WHEN n % 4 = 0 THEN ':' ELSE (n % 61 + 5)::text END, ';', CASE WHEN n % 5 = 0 THEN ':' ELSE (n * 7 % 97 + 5)::text END), '')
	FROM (SELECT code, row_number() OVER (ORDER BY code) AS n FROM region_list('2026-06-03') WHERE level = 'municipality') AS m), 'IMDi', '2026-06-03');
-- another subject
INSERT INTO measure (measure, part_of, breakdown, position, nb, nn, en) VALUES ('unemployed', NULL, NULL, 80, 'Registrerte helt arbeidsledige ved utgangen av måneden', 'Registrerte heilt arbeidsledige ved utgangen av månaden', 'Registered as wholly unemployed at the end of the month'),
	('unemployed_women', 'unemployed', 'sex', 81, 'Arbeidsledige kvinner', 'Arbeidsledige kvinner', 'Unemployed women'), ('unemployed_men', 'unemployed', 'sex', 82, 'Arbeidsledige menn', 'Arbeidsledige menn', 'Unemployed men');
INSERT INTO publication (source, date, rule) VALUES ('Employment office', '2022-09-21', 'below five');
INSERT INTO published_cell SELECT p.id, r.region_id, false, m.measure, CASE WHEN (r.region_id * m.n) % 4 = 1 THEN ':' ELSE (r.region_id * m.n * 37 % 3000)::text END::published_count
FROM publication AS p, region_list('2022-09-21') AS r, (VALUES ('unemployed_women', 1), ('unemployed_men', 2)) AS m(measure, n) WHERE p.source = 'Employment office' AND r.level = 'county';
-- another country, with levels, words and a map of its own, two tables of it
INSERT INTO region_tree (tree, languages) VALUES ('denmark', '{da}');
INSERT INTO region_level (level, tree, position, code_pattern, en, en_plural, nb, nb_plural, nn, nn_plural) VALUES
	('rige', 'denmark', 1, 'DK', 'State', 'states', NULL, NULL, NULL, NULL),
	('landsdel', 'denmark', 2, '[0-9]{2}', 'Landsdel', 'landsdele', 'Landsdel', 'Landsdelene', 'Landsdel', 'Landsdelane'),
	('byomraade', 'denmark', 3, '[0-9]{3}', 'Town', 'towns', 'By', 'Byene', 'By', 'Byane');
INSERT INTO region (code, level, validity) VALUES ('DK', 'rige', '(,)');
INSERT INTO region (code, level, validity, parent) SELECT n::text, 'landsdel', '(,)', r.id FROM generate_series(11, 16) AS n, region AS r WHERE r.code = 'DK';
INSERT INTO region (code, level, validity, parent) SELECT r.code || n, 'byomraade', '(,)', r.id FROM generate_series(1, 4) AS n, region AS r WHERE r.level = 'landsdel';
INSERT INTO region_name (region, kind, language, name) SELECT r.id, 'official', 'da', CASE r.level WHEN 'rige' THEN 'Danmark'
	WHEN 'landsdel' THEN (ARRAY['Byen København', 'Fyn', 'Sydjylland', 'Østjylland', 'Vestjylland', 'Nordjylland'])[r.code::int - 10] ELSE format('%s %s', (ARRAY['Nørre', 'Sønder', 'Øster', 'Vester'])[right(r.code, 1)::int], left(r.code, 2)) END
	FROM region AS r WHERE r.tree = 'denmark';
INSERT INTO region_tile (map, region, validity, x, y) SELECT m.id, r.id, '(,)', (r.code::int - 11) % 3, (r.code::int - 11) / 3 FROM region AS r, region AS m WHERE r.level = 'landsdel' AND m.code = 'DK';
INSERT INTO measure (measure, part_of, breakdown, position, nb, nn, en) VALUES ('admitted', NULL, NULL, 90, 'Innlagte', 'Innlagde', 'Admitted');
INSERT INTO suppression_rule (rule, tree, hidden) VALUES ('danish', 'denmark', '1..9');
INSERT INTO publication (source, date, rule) SELECT 'Sygehus', d, 'danish' FROM unnest('{2026-01-31,2026-02-28}'::date[]) AS d;
INSERT INTO published_cell SELECT p.id, r.id, false, 'admitted', CASE WHEN (r.code::int * 7 + extract(month FROM p.date)::int) % 5 = 1 THEN ':' ELSE (r.code::int * 37 % 300 + 10)::text END::published_count
	FROM publication AS p, region AS r WHERE p.source = 'Sygehus' AND r.level = 'byomraade';
-- announcements: one that is passed, one that is not reached, and one of a part, which is not measured against all
INSERT INTO forecast (told_by, announced_by, announced_on, label, persons, period, of_all) VALUES
	('weekly', 'IMDi', '2023-01-01', 'Fewer than came', 2000, '[2023-01-01,2024-01-01)', true), ('weekly', 'IMDi', '2023-01-01', 'More than came', 90000, '[2023-01-01,2024-01-01)', true),
	('weekly', 'IMDi', '2023-01-01', 'Minors', 300, '[2023-01-01,2024-01-01)', false);
ANALYZE;
`);

const pages = [
	{ name: 'presentation', date: '2022-05-18', language: 'nb' },
	{ name: 'nynorsk', date: '2022-05-18', language: 'nn' },
	{ name: 'english', date: '2022-05-18', language: 'en' },
	{ name: 'hidden', date: '2022-06-01', language: 'nn' },
	{ name: 'municipalities', date: '2022-06-08', language: 'en' },
	{ name: 'one-county', date: '2022-12-31', source: 'IMDi', language: 'nb', trend: 2 },
	{ name: 'no-limit', date: '2024-01-03', language: 'nb' },
	{ name: 'weeks', date: '2023-08-23', language: 'nb', trend: 53 },
	{ name: 'breaks', date: '2024-02-14', language: 'en', trend: 6 },
	{ name: 'thousands', date: '2026-05-06', language: 'nn' },
	{ name: 'country-2026', date: '2026-06-03', source: 'IMDi', language: 'nb', trend: 3 },
	{ name: 'another-subject', date: '2022-09-21', language: 'en' },
	{ name: 'foreign-tree', date: '2026-02-28', source: 'Sygehus', language: 'nb', trend: 2, measures: 'admitted', without: /fylke|kommun|Norge|Noreg|Vestland|Oslo|Kartverket/i },
	// at last, as it renames
	{ name: 'hostile', date: '2022-05-18', language: 'nb', before: `
		SET session_replication_role = replica;
		UPDATE region_name SET name = '<script>document.title="run"</script>' WHERE region = 46 AND kind = 'official' AND language = 'no';
		UPDATE region_name SET name = repeat('Langt fylkesnamn ', 20) WHERE region = 50 AND kind = 'official' AND language = 'no';
		UPDATE region_name SET name = '"onload=alert(1)><img src="https://example.org/x.png">' WHERE region = 4601 AND kind = 'official' AND language = 'no';` },
];
const views = [
	{ name: '360', width: 360, height: 740, media: 'screen' },
	{ name: '768', width: 768, height: 1024, media: 'screen' },
	{ name: '1280', width: 1280, height: 900, media: 'screen' },
	{ name: 'dark', width: 1280, height: 900, media: 'screen', dark: true },
	{ name: 'print', width: 703, height: 1000, media: 'print' },	// A4 less its margins
];
const mostPages = 8;	// on paper

// Runs in the page: what there is to read, where, how large, and with what contrast to what it lies on: the seam of a
// picture's text, which has its colour, or the page.
function look() {
	const texts = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const ground = getComputedStyle(document.documentElement).backgroundColor;
	const luminance = colour => colour.match(/[\d.]+/g).slice(0, 3)
		.map(c => c / 255).map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
		.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	for (let node; (node = walker.nextNode());) {
		const parent = node.parentElement;
		if (!node.data.trim() || parent.closest('title, desc, style')) continue;
		const range = document.createRange();
		range.selectNode(node);
		const svg = parent instanceof SVGElement;
		const style = getComputedStyle(parent);
		const boxes = svg ? [parent.getBoundingClientRect()] : [...range.getClientRects()];
		// what is scrolled out of a table's sight, or lies under its header, is not seen
		const table = parent.closest('.scroll');
		const frame = table && table.getBoundingClientRect();
		const header = table && table.querySelector('thead').getBoundingClientRect();
		const under = table && parent.closest('tbody') ? header.bottom : -Infinity;
		const seen = boxes.filter(box => box.width > 0 && !(table && (box.bottom > frame.bottom || box.top < under - 1)))
			.map(({ left, right, top, bottom }) => ({ left, right, top, bottom }));
		if (!seen.length) continue;
		texts.push({
			text: node.data, boxes: seen, svg, scrolled: !!parent.closest('.scroll'),
			size: parseFloat(style.fontSize) * (svg ? parent.getScreenCTM().a : 1),
			contrast: (() => {
				const [low, high] = [luminance(svg ? style.fill : style.color), luminance(svg ? style.stroke : ground)].sort((a, b) => a - b);
				return (high + 0.05) / (low + 0.05);
			})(),
			chart: svg && parent.closest('svg').getBoundingClientRect().toJSON(),
		});
	}
	// the parts of the page: contents, sections, bars of forecasts, tables that scroll
	const contents = [...document.querySelectorAll('nav a')];
	const sections = [...document.querySelectorAll('main > section')];
	const box = element => element.getBoundingClientRect().toJSON();
	const parts = {
		uncertain: [...document.querySelectorAll('.uncertain')].map(p => p.textContent),
		contents: contents.map(a => ({ text: a.textContent, target: a.hash.slice(1), shown: a.getClientRects().length > 0, ...box(a) })),
		sections: sections.map(section => ({
			id: section.id, heading: section.querySelector('h2').textContent, top: box(section).top,
			empty: !section.querySelector('svg, td') && section.textContent.trim().length < section.querySelector('h2').textContent.trim().length + 10,
		})),
		forecasts: [...document.querySelectorAll('#forecasts li')].map(item => ({
			text: item.textContent, bar: item.querySelector('svg') && box(item.querySelector('svg')),
			rects: [...item.querySelectorAll('rect')].map(rect => ({ fill: rect.getAttribute('fill'), ...box(rect) })),
		})),
		scrolled: [...document.querySelectorAll('.scroll')].map(table => ({
			name: table.getAttribute('aria-label'), over: table.scrollWidth - table.clientWidth, focus: table.tabIndex, cue: getComputedStyle(table).backgroundImage,
		})),
		ground: getComputedStyle(document.documentElement).backgroundColor,
	};
	return {
		parts, texts, overflow: document.documentElement.scrollWidth - innerWidth, title: document.title,
		dates: document.querySelectorAll('.trend tbody tr').length,
	};
}

// Pairs of texts that lie on each other by more than a pixel.
function overlaps(texts) {
	const boxes = texts.flatMap(({ text, boxes }, i) => boxes.map(box => ({ ...box, text, i }))).sort((a, b) => a.top - b.top);
	const found = [];
	boxes.forEach((a, n) => {
		for (let m = n + 1; m < boxes.length && boxes[m].top < a.bottom - 1; m++) {
			const b = boxes[m];
			if (a.i !== b.i && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1) found.push(`"${a.text}" and "${b.text}"`);
		}
	});
	return found;
}

// What is wrong with the parts of a page.
function partProblems({ uncertain, contents, sections, forecasts, scrolled, ground }, view) {
	const found = [];
	if (uncertain.length !== 1 || !/\.$/.test(uncertain[0])) found.push(`what is uncertain is said ${uncertain.length} times: ${uncertain}`);
	found.push(...sections.filter(section => section.empty).map(({ id }) => `section ${id} is empty`));
	if (sections.length > 3 ? contents.map(({ target, text }) => `${target} ${text}`).join() !== sections.map(({ id, heading }) => `${id} ${heading}`).join() : contents.length) {
		found.push(`the contents have ${contents.map(({ target }) => target)}, the page has ${sections.map(({ id }) => id)}`);
	}
	// at the top, where there is no paper
	found.push(...contents.filter(({ shown, bottom }) => shown === (view.media === 'print') || (shown && bottom > sections[0].top)).map(({ text }) => `not in its place among the contents: ${text}`));
	forecasts.forEach(({ text, bar, rects }) => {
		const share = text.match(/(?:bosatt|busett|settled): (\d[\d\s]*(?:[.,]\d+)?)\s*%/);	// where nothing is hidden
		if (!bar !== !/%$/.test(text)) found.push(`forecast with ${bar ? 'a bar and no' : 'no bar and a'} share: ${text}`);
		if (!bar) return;
		const whole = rects.find(({ fill }) => fill === '#eceae5');
		const settled = rects.find(({ fill }) => fill === '#17456e');
		const percent = share && parseFloat(share[1].replace(/\s/g, '').replace(',', '.'));
		if (share && Math.abs((settled ? settled.width : 0) / whole.width * 100 - percent) > 1) found.push(`the bar of ${percent} % is ${settled && settled.width} of ${whole.width} pixels long`);
		if (rects.some(({ right }) => right > bar.right + 1)) found.push(`a bar runs out of its picture: ${text}`);
	});
	scrolled.forEach(({ name, over, focus, cue }) => {
		if (view.media === 'print' ? over > 1 : focus !== 0 || (cue.match(/gradient/g) || []).length !== 4) found.push(`table "${name}": ${over} pixels hidden, focus ${focus}, cue ${cue}`);
	});
	if ((ground.match(/\d+/g).reduce((sum, n) => sum + +n, 0) < 3 * 128) !== !!view.dark) found.push(`the ground is ${ground}`);
	return found;
}

let number = 0;
let failed = 0;
function check(name, problems) {
	console.log(`${problems.length ? 'not ok' : 'ok'} ${++number} - ${name}`);
	problems.slice(0, 10).forEach(problem => console.log(`# ${problem}`));
	failed += problems.length ? 1 : 0;
}

(async () => {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'],
	});
	const wanted = process.argv.slice(2);	// names of pages; all without
	for (const { name, date, source, language, before, trend = 0, without, measures = 'settled,agreed' } of pages.filter(page => !wanted.length || wanted.includes(page.name))) {
		const from = source ? `, '${source}'` : '';
		if (before) psql(before);
		const file = path.join(directory, `${name}.html`);
		fs.writeFileSync(file, psql(`SELECT report_html('${date}', '${language}'${from})`));
		const [last, names] = ["SELECT busetting_internal.number_text(t.low, t.high, p) FROM busetting_internal.chart_publication(date, wanted) AS s, busetting_internal.chart_total(s.source, s.date, s.date, (SELECT region FROM busetting_internal.chart_region(s.source, s.date, busetting_internal.chart_area(s.source, s.date))), '{wanted_measures}') AS t, busetting_internal.phrases(language) AS p",
			"SELECT DISTINCT f.name FROM busetting_internal.chart_publication(date, wanted) AS s, busetting_internal.chart_figure(s.source, s.date, s.date) AS f JOIN region AS r ON r.code = f.code AND busetting_internal.in_force(f.date, r.since, r.until) WHERE r.parent = (SELECT region FROM busetting_internal.chart_region(s.source, s.date, busetting_internal.chart_area(s.source, s.date)))"]
			.map(query => psql(query.replace('wanted_measures', measures).replace(/\bdate, wanted/g, `'${date}'${from}`).replace(/phrases\(language\)/, `phrases('${language}')`)).trim().split('\n'));
		for (const view of views) {
			const page = await browser.newPage({ viewport: { width: view.width, height: view.height } });
			const problems = [];
			let sheets = 0;
			const requests = [];
			page.on('console', message => problems.push(`console: ${message.text()}`));
			page.on('pageerror', error => problems.push(`error: ${error}`));
			page.on('dialog', dialog => { problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
			page.on('request', request => requests.push(request.url()));
			await page.emulateMedia({ media: view.media, colorScheme: view.dark ? 'dark' : 'light' });
			await page.goto(`file://${file}`);
			const { parts, texts, overflow, title, dates } = await page.evaluate(look);
			const charts = texts.filter(text => text.svg);
			const expected = names.map(name => (name.trim().length > 26 ? name.trim().slice(0, 12).trim() : name.slice(0, 12)));

			problems.push(...requests.filter(url => url !== `file://${file}`).map(url => `requested ${url}`));
			if (requests.length !== 1) problems.push(`${requests.length} requests`);
			if (title === 'run') problems.push('a name ran as a script');
			if (overflow > 0) problems.push(`${overflow} pixels wider than the screen`);
			problems.push(...expected.filter(name => !charts.some(({ text }) => text.startsWith(name))).map(name => `in no chart: ${name}`));
			// the trend: as many dates as are promised, and of both lines the last number beside them
			if (dates !== trend) problems.push(`${dates} dates in the trend`);
			if (trend) {
				const ends = charts.filter(({ text, chart }) => chart.top > 0 && last.includes(text));
				if (ends.length < last.length) problems.push(`the ends of the lines are not labelled ${last}`);
			}
			problems.push(...partProblems(parts, view));
			if (without) problems.push(...texts.filter(({ text }) => without.test(text)).map(({ text }) => `of another country: "${text}"`));
			problems.push(...overlaps(texts).map(pair => `overlap: ${pair}`));
			problems.push(...texts.filter(({ size }) => size < (view.media === 'print' ? 9 : 11.5)).map(({ text, size }) => `${size} pixels: "${text}"`));
			problems.push(...texts.filter(({ contrast }) => contrast < 4.5).map(({ text, contrast }) => `contrast ${contrast.toFixed(1)}: "${text}"`));
			problems.push(...charts.filter(({ boxes: [box], chart }) => box.left < chart.left - 1 || box.right > chart.right + 1 || box.bottom > chart.bottom + 1)
				.map(({ text }) => `out of the picture: "${text}"`));
			problems.push(...texts.filter(({ boxes, scrolled }) => !scrolled && boxes.some(box => box.left < -1 || box.right > view.width + 1)).map(({ text }) => `over the edge: "${text}"`));
			if (view.media === 'print') {
				const pdf = await page.pdf({ path: path.join(directory, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
				sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) || []).length;
				if (!sheets || sheets > mostPages) problems.push(`${sheets} sheets of paper`);
			}
			check(`${name} at ${view.name}: ${texts.length} texts, ${names.length} regions${sheets ? `, ${sheets} sheets` : ''}`, problems);

			if (view.media !== 'print') await page.screenshot({ path: path.join(directory, `${name}-${view.name}.png`), fullPage: true });
			await page.close();
		}
	}

	// a check that finds nothing must be able to, on the first page: labels laid on each other, a picture from elsewhere
	if (fs.existsSync(path.join(directory, 'presentation.html'))) {
		const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
		const requests = [];
		page.on('request', request => requests.push(request.url()));
		await page.goto(`file://${path.join(directory, 'presentation.html')}`);
		await page.evaluate(() => {
			[...document.querySelectorAll('#gap .narrow svg text')].filter(text => text.textContent === '774')[0].setAttribute('x', 300);
			document.body.append(Object.assign(new Image(), { src: 'https://busetting.invalid/x.png' }));
		});
		const planted = overlaps((await page.evaluate(look)).texts);
		check('a planted overlap and a planted request are found', [
			...(planted.some(pair => pair.includes('"774"')) ? [] : ['overlap not found']),
			...(requests.length === 2 ? [] : ['request not found'])]);
	}
	await browser.close();
	console.log(`1..${number}`);
	console.log(`${number - failed} passed, ${failed} failed`);
	process.exit(failed ? 1 : 0);
})();
