# tries: a query without end
# on: cpython
# ends: ended | deadline | ModuleNotFoundError | ImportError
# deadline: 500 ms

import sqlite3
sqlite3.connect(':memory:').execute('with recursive n(x) as (select 1 union all select x + 1 from n) select sum(x) from n').fetchall()
