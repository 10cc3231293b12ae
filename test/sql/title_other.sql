-- titles of something else, or of others than those who are counted
\set ECHO none
\i test/include/publications.sql
\set ECHO all

SELECT title, problem
FROM unnest('{"Pr. 10 000 innbyggere","Per 10 000 innbyggjarar","Per 10,000 inhabitants","Tall i hele tusen",MNOK,"Mill. kroner",Fødte,Snittalder,Gjennomsnittsalder,Årsverk,Ventedager,Poeng,Score,Indeks,Kapasitet,Mottakskapasitet,Capacity,"Kvote for 2022","Foreslått fordeling","Anbefalt antall","Tilrådd tal","Netto bosetting",Saldo,Simulert,Vektet,Akuttinnkvartering,"Flyktninger på introduksjonsprogram","Elever i videregående","Per km2",
	Asylsøkere,Asylsøkarar,"Asylum seekers",Arbeidsinnvandrere,Familieinnvandrede,Statsløse,"Nordiske borgere","Bosatte LHBT","Flyktninger med funksjonsnedsettelse",
	"Hvor mange kommuner har bosatt?","Kor mange kommunar har busett?","How many municipalities have settled?","Kommuner med vedtak","Bosatte flyktninger, alle kommuner"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
-- above counties, a title of municipalities is of their number
SELECT title, problem
FROM unnest('{"Kommuner med vedtak per fylke","Kommunar som har busett","Hvor mange kommuner har bosatt?","Municipalities that have settled","Bosatte i kommuner, per fylke","Kommuner og fylker"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nFylke;Bosatt\nVestland;43', '2022-05-18', level => 'county') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT count(*) FROM preview_table(E'Kommuner med vedtak per fylke\n\nFylke;Bosatt\nVestland;43', '2022-05-18', level => 'county', skip => '{Kommuner med vedtak per fylke}') WHERE problem IS NOT NULL;
ROLLBACK;
