"""Django makes a model of each table of the extension: python3 inspectdb.py.  Of two references of one table to
another it cannot name both ways back, so related_name is added, as its documentation says."""
import io
import os
import sys
import types

import django
from django.conf import settings
from django.core import checks
from django.core.management import call_command

settings.configure(INSTALLED_APPS=['reading'], DEFAULT_AUTO_FIELD='django.db.models.AutoField', DATABASES={'default': {
    'ENGINE': 'django.db.backends.postgresql', 'NAME': os.environ.get('DRIVERS_DATABASE', 'drivers'), 'HOST': os.environ['PGHOST'], 'PORT': os.environ['PGPORT'],
    'USER': os.environ['PGUSER'], 'OPTIONS': {'options': '-c search_path=busetting,public'}}})
app = types.ModuleType('reading')
app.__path__ = ['/nowhere']
app.__file__ = '/nowhere/__init__.py'
sys.modules['reading'] = app
django.setup()
written = io.StringIO()
call_command('inspectdb', stdout=written)
code = written.getvalue().replace('models.DO_NOTHING', "models.DO_NOTHING, related_name='+'")
models = types.ModuleType('reading.models')
sys.modules['reading.models'] = models
exec(compile(code, 'models', 'exec'), models.__dict__)
problems = [f'{problem.id} {problem.obj}: {problem.msg}' for problem in checks.run_checks()]
assert not problems, problems
assert models.Publication.objects.filter(source='KS').first().rule.rule == 'imdi'
