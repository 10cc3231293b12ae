"""SQLAlchemy makes a class of each table of the extension: python3 automap.py"""
import os
import warnings

import sqlalchemy
from sqlalchemy.ext.automap import automap_base, name_for_collection_relationship

warnings.simplefilter('ignore', sqlalchemy.exc.SAWarning)    # of types that it does not know
engine = sqlalchemy.create_engine(f"postgresql+psycopg2:///{os.environ.get('DRIVERS_DATABASE', 'drivers')}?host={os.environ['PGHOST']}&port={os.environ['PGPORT']}")
base = automap_base()
# a column and what it refers to have one name here (finding.publication), which a class cannot have twice
base.prepare(
    autoload_with=engine, schema='busetting',
    name_for_scalar_relationship=lambda base, local, referred, constraint: '_'.join([*constraint.columns.keys(), 'row']),
    name_for_collection_relationship=lambda base, local, referred, constraint:
        '_'.join([name_for_collection_relationship(base, local, referred, constraint), *constraint.columns.keys()]))
sqlalchemy.orm.configure_mappers()
made = set(base.classes.keys())
with engine.connect() as connection:
    tables = {row[0] for row in connection.exec_driver_sql(
        "SELECT relname FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'r'")}
assert len(tables) > 10 and tables <= made, sorted(tables - made)
with sqlalchemy.orm.Session(engine) as session:
    publication = session.query(base.classes.publication).filter_by(source='KS').first()
    assert publication.rule_row.rule == publication.rule
