import sys; sys.path.insert(0,'/tmp/s/trackers/src')
import time, cohortmatch as cm
from datetime import date
from cohortmatch.synthetic import invent
r=cm.match(invent(seed=2026).frames, as_of=date(2026,6,1))
from cohortmatch.people.families import FamilyLinks
from cohortmatch.reporting.families_table import families_table
from cohortmatch.reporting.tracker import tracker_table
from cohortmatch.reporting.sheets import Sheets
def t(n,f):
    a=time.process_time(); x=f(); print(n, round(time.process_time()-a,3)); return x
t('links', lambda: FamilyLinks(r.view).links)
t('families', lambda: families_table(r.view))
t('tracker', lambda: tracker_table(r.view))
t('files', lambda: r.files())
