# tries: a second thread
# on: cpython
# ends: RuntimeError

import threading
threading.Thread(target=print).start()
