"""Reports as COPY writes them to CSV, opened by LibreOffice Calc: a number is a number there, ":" is ":", what is NULL is empty,
and with text quoted (FORCE_QUOTE) a code keeps its zeros: python3 spreadsheet.py FOLDER REPORT..."""
import csv
import decimal
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile

folder, names = sys.argv[1], sys.argv[2:]
TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
# commas, double quotes, UTF-8, from line 1, columns as they are, English (as CSV is written here); is quoted text text?; no guessing of dates
CSV_FILTER = 'CSV:44,34,76,1,,1033,{quoted},false'
EXPORTS = {'plain': '', 'quoted': ', FORCE_QUOTE ({text})'}


def psql(command):
    return subprocess.run(['psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', 'drivers', '-U', 'reader', '-c', command],
                          check=True, capture_output=True, text=True).stdout.split('\n')[:-1]


def cells(path):
    """the rows of a spreadsheet, each a list of (type, value)"""
    for row in xml.fromstring(zipfile.ZipFile(path).read('content.xml')).iter(f'{TABLE}table-row'):
        cells = []
        for cell in row.iter(f'{TABLE}table-cell'):
            kind = cell.get(f'{OFFICE}value-type')
            value = cell.get(f'{OFFICE}value') if kind == 'float' else ''.join(''.join(p.itertext()) for p in cell.iter(f'{TEXT}p'))
            cells += [(kind, value)] * int(cell.get(f'{TABLE}number-columns-repeated', 1))
        yield cells


def problem(kind, expected, cell, quoted):
    """what is wrong with a cell, if anything"""
    if expected == '':
        good = cell == (None, '')
    elif kind in ('bigint', 'numeric'):
        good = cell[0] == 'float' and decimal.Decimal(cell[1]) == decimal.Decimal(expected)
    elif kind == 'text' and not quoted and expected.isdigit():
        good = True    # a code, taken for a number
    else:
        good = cell[1] == expected and (kind == 'date' or cell[0] == 'string')
    return None if good else f'{expected!r} of type {kind} is {cell}'


columns = {name: [tuple(line.split('|')) for line in psql(
    f"SELECT attname, split_part(format_type(atttypid, atttypmod), '(', 1) FROM pg_attribute "
    f"WHERE attrelid = 'busetting.{name}'::regclass AND attnum > 0 ORDER BY attnum")] for name in names}
seen = wrong = symbols = 0
for how, option in EXPORTS.items():
    files = []
    for name in names:
        text = ', '.join(column for column, kind in columns[name] if kind == 'text')
        files.append(f'{folder}/{name}_{how}.csv')
        psql(f"\\copy (SELECT * FROM busetting.{name}) TO '{files[-1]}' WITH (FORMAT csv, HEADER{option.format(text=text)})")
    subprocess.run(['soffice', f'-env:UserInstallation=file:///{folder}/office', '--headless', f"--infilter={CSV_FILTER.format(quoted=str(how == 'quoted').lower())}",
                    '--convert-to', 'ods', '--outdir', folder, *files], check=True, capture_output=True)
    for name, file in zip(names, files):
        expected = list(csv.reader(open(file, encoding='utf-8')))
        sheet = list(cells(file.replace('.csv', '.ods')))
        if len(sheet) < len(expected) or [cell[1] for cell in sheet[0][:len(expected[0])]] != [column for column, _ in columns[name]]:
            print(f'{name} {how}: {len(sheet)} rows headed {sheet[0]}')
            wrong += 1
        for line, (texts, row) in enumerate(zip(expected[1:], sheet[1:]), 2):
            row += [(None, '')] * (len(texts) - len(row))
            for (column, kind), text, cell in zip(columns[name], texts, row):
                seen += 1
                symbols += cell == ('string', ':')
                complaint = problem(kind, text, cell, how == 'quoted')
                if complaint:
                    wrong += 1
                    print(f'{name} {how} line {line} {column}: {complaint}')
print(f'{seen} cells, {symbols} of them ":", {wrong} wrong')
sys.exit(wrong > 0 or symbols == 0)
