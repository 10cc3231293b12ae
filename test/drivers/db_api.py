"""Reports and values as psycopg2, psycopg (3) or, through pyodbc, psqlODBC gives them to Python: python3 db_api.py DRIVER"""
import datetime
import decimal
import io
import os
import sys

driver = sys.argv[1]
KINDS = {int: 'number', decimal.Decimal: 'number', str: 'text', datetime.date: 'date', bool: 'boolean'}
OIDS = {20: int, 1700: decimal.Decimal, 25: str, 1082: datetime.date, 16: bool}
MARK = '?' if driver == 'pyodbc' else '%s'


def connect(user):
    if driver == 'pyodbc':
        import pyodbc
        # without BoolsAsChar=0 a boolean is the text '1' or '0', without MaxVarcharSize a long name is a memo
        return pyodbc.connect('Driver={PostgreSQL Unicode};BoolsAsChar=0;UnknownsAsLongVarchar=0;MaxVarcharSize=4000;'
                              f"Servername={os.environ['PGHOST']};Port={os.environ['PGPORT']};Database=drivers;UID={user}")
    return __import__(driver).connect(dbname='drivers', user=user)


def python_type(type_code):
    return type_code if driver == 'pyodbc' else OIDS.get(type_code, type_code)


def printed(value):
    if value is None:
        return '\\N'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return str(value)


def report(cursor, name):
    cursor.execute(f'SELECT r.* FROM busetting.{name} AS r ORDER BY r::text COLLATE "C"')
    columns = [(column[0], python_type(column[1])) for column in cursor.description]
    rows = cursor.fetchall()
    for place, (column, kind) in enumerate(columns):
        wrong = [row[place] for row in rows if row[place] is not None and type(row[place]) is not kind]
        print('kind', name, column, f'{kind}, but {wrong[0]!r}' if wrong else KINDS.get(kind, kind), sep='\t')
    for row in rows:
        print('row', name, *map(printed, row), sep='\t')
    for place, (column, kind) in enumerate(columns):
        if kind is int:
            print('sum', name, column, sum(row[place] for row in rows if row[place] is not None), sep='\t')


def copied(connection, how):
    cursor = connection.cursor()
    cursor.execute('TABLE copied')
    print(f'copied as {how}', cursor.fetchone()[0], sep='\t')
    cursor.execute('TRUNCATE copy')


reader = connect('reader').cursor()
names = sys.argv[2:]
for name in names:
    report(reader, name)

analyst = connect('analyst')
cursor = analyst.cursor()
cursor.execute('SELECT n, small, large FROM value ORDER BY n')
values = cursor.fetchall()
for row in values:
    print('value', *map(printed, row), sep='\t')
cursor.executemany(f'INSERT INTO copy VALUES ({MARK}, {MARK}, {MARK})', [tuple(row) for row in values])
copied(analyst, 'text')

if driver == 'psycopg2':
    stream = io.BytesIO()
    cursor.copy_expert('COPY value TO STDOUT (FORMAT binary)', stream)
    stream.seek(0)
    cursor.copy_expert('COPY copy FROM STDIN (FORMAT binary)', stream)
    copied(analyst, 'binary')
elif driver == 'psycopg':
    import psycopg

    class Raw(bytes):
        """what the type's send function gives, as its receive function takes it"""

    class RawDumper(psycopg.adapt.Dumper):
        format = psycopg.pq.Format.BINARY
        oid = 0

        def dump(self, value):
            return bytes(value)

    analyst.adapters.register_dumper(Raw, RawDumper)
    binary = analyst.cursor(binary=True)
    rows = binary.execute('SELECT n, small, large FROM value').fetchall()
    for n, small, large in rows:
        binary.execute('INSERT INTO copy VALUES (%b, %b, %b)',
                       (n, None if small is None else Raw(small), None if large is None else Raw(large)))
    copied(analyst, 'binary')
