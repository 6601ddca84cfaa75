# tries: an archive that unpacks to more than files may take
# on: cpython
# ends: OSError

import io, zipfile
packed = io.BytesIO()
with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as archive:
    for i in range(40):
        archive.writestr(str(i), bytes(1 << 20))
zipfile.ZipFile(packed).extractall('/tmp/out')
