/*
 * unaccompanied.sql: measures of unaccompanied minors, as rows alone.  They come behind the wide
 * views, which keep the columns that they have.
 */

INSERT INTO measure (id, measure, part_of, breakdown, position, nb, nn, en, reference) VALUES
	(8, 'requested_unaccompanied', 'requested', NULL, 11, 'Anmodning, enslige mindreårige', 'Oppmoding, einslege mindreårige', 'Requested, unaccompanied minors', true),
	(9, 'requested_unaccompanied_under_15', 'requested_unaccompanied', 'age', 12, 'Anmodning, enslige mindreårige under 15 år', 'Oppmoding, einslege mindreårige under 15 år', 'Requested, unaccompanied minors under 15', true),
	(10, 'requested_unaccompanied_15_17', 'requested_unaccompanied', 'age', 13, 'Anmodning, enslige mindreårige 15–17 år', 'Oppmoding, einslege mindreårige 15–17 år', 'Requested, unaccompanied minors of 15 to 17', true),
	(11, 'decided_unaccompanied', 'decided', NULL, 31, 'Vedtak, enslige mindreårige', 'Vedtak, einslege mindreårige', 'Decided, unaccompanied minors', true),
	(12, 'settled_unaccompanied', 'settled', NULL, 71, 'Bosatt, enslige mindreårige', 'Busett, einslege mindreårige', 'Settled, unaccompanied minors', true);

INSERT INTO rule_measure (rule, measure, reference)
SELECT 'imdi', measure, true FROM measure WHERE measure LIKE '%\_unaccompanied%';

INSERT INTO measure_word (role, part, language, phrase, reference) VALUES
	('part', 'unaccompanied', 'nb', 'enslige mindreårige', true),
	('part', 'unaccompanied', 'nn', 'einslege mindreårige', true),
	('part', 'unaccompanied', 'nb', 'enslige barn og unge', true),
	('part', 'unaccompanied', 'nn', 'einslege barn og unge', true),
	('part', 'unaccompanied', 'en', 'unaccompanied minors', true),
	('part', 'unaccompanied', 'en', 'unaccompanied', true),
	('part', 'under_15', NULL, 'under 15', true),
	('part', '15_17', NULL, '15–17', true),
	('part', '15_17', NULL, '15-17', true);
