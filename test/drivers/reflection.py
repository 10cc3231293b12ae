"""SQLAlchemy reads the tables and views of a schema whose columns have the types, with a modifier and without,
and asks what it reads for numbers of every kind: python3 reflection.py"""
import decimal
import os
import warnings

import sqlalchemy

engine = sqlalchemy.create_engine(f"postgresql+psycopg2:///drivers?host={os.environ['PGHOST']}&port={os.environ['PGPORT']}")
QUERY = """SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p', 'v') AND attnum > 0 AND NOT attisdropped"""

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter('always')
    for schema in 'public', 'busetting':
        metadata = sqlalchemy.MetaData()
        metadata.reflect(bind=engine, schema=schema, views=True)
        read = {(table.name, column.name) for table in metadata.tables.values() for column in table.columns}
        with engine.connect() as connection:
            there = {tuple(row) for row in connection.exec_driver_sql(QUERY, (schema,))}
        assert len(there) > 5 and read == there, f'{schema}: {sorted(read ^ there)}'
        if schema == 'public':
            value = metadata.tables['public.weekly']
# that it does not know the types is all that it has to say
unknown = {str(warning.message) for warning in said if 'Did not recognize type' in str(warning.message)}
assert any("suppressed_int' of column 'settled'" in message for message in unknown), unknown

with engine.connect() as connection:
    connection.exec_driver_sql('SET search_path = public, busetting')
    for number, expected in (40, 2), (40.0, 2), (40.5, 2), (decimal.Decimal('41.00'), 1), (51.5, 0), (1e30, 0), (float('-inf'), 3):
        found = connection.execute(sqlalchemy.select(value.c.id).where(value.c.settled > number)).fetchall()
        assert len(found) == expected, f'> {number}: {found}'
    assert connection.execute(sqlalchemy.select(value.c.settled).where(value.c.id == 3)).scalar() == '0..4'
    assert connection.execute(sqlalchemy.select(value.c.id).where(value.c.settled.in_([41.0, decimal.Decimal('7')]))).scalar() == 1
