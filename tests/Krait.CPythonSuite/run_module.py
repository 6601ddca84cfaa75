# Runs one module of CPython's own tests and writes what became of each test, one line of JSON each, to the file that the caller names.
# The caller sets suite_path as a global and runs this file, which is the same for all modules, and then module, log_path and unsafe (tests
# that must not even start), and calls run(), or load() to import it alone.
import json
import os
import sys
import unittest


def write(kind, name, text=""):
    # Opened anew for each line: a test may close every descriptor there is, and the last line has to be there when the sandbox ends.
    with real_open(log_path, "a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(json.dumps([kind, name, text]) + "\n")


real_open = open


def name_of(test):
    # Without the module's own name, which every line would repeat: "ClassTests.test_method", "setUpClass (ClassTests)".
    return test.id().replace("test." + module + ".", "")


class Log(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.failed_parts = set()

    def startTest(self, test):
        super().startTest(test)
        write("start", name_of(test))

    def addSuccess(self, test):
        if name_of(test) not in self.failed_parts:
            write("passed", name_of(test))

    def addFailure(self, test, error):
        write("failed", name_of(test), self.text(error, test))

    def addError(self, test, error):
        write("failed", name_of(test), self.text(error, test))

    def addSubTest(self, test, subtest, error):
        # Subtests have no line of their own: the first that fails is the test's failure.
        if error is not None and name_of(test) not in self.failed_parts:
            self.failed_parts.add(name_of(test))
            write("failed", name_of(test), self.text(error, test))

    def addSkip(self, test, reason):
        write("skipped", name_of(getattr(test, "test_case", test)), reason)

    def addExpectedFailure(self, test, error):
        write("passed", name_of(test))

    def addUnexpectedSuccess(self, test):
        write("failed", name_of(test), "it was expected to fail and did not")

    def text(self, error, test):
        try:
            return self._exc_info_to_string(error, test)
        except Exception:
            return repr(error[1])


def each(suite):
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from each(part)
        else:
            yield part


def refuse(test):
    method = getattr(test, "_testMethodName", None)
    if method is not None and name_of(test) in unsafe:
        setattr(test, method, lambda: test.skipTest("it is not to be started"))


def stand_in():
    # The suite is of an older Python than the guest. What it imports and Python no longer has under that name:
    import builtins
    import compression._common._streams
    import types
    sys.modules["_compression"] = compression._common._streams
    # pickletester pickles one function of dbm by its name; the guest's library has no dbm.
    if "pickle" in module or module == "test_copyreg":
        dbm = types.ModuleType("dbm")
        exec("def whichdb(filename): pass", dbm.__dict__)
        sys.modules["dbm"] = dbm
    # The support of tests asks by its old name for what is configured; old tests of configparser use a class that is gone by name.
    import _testinternalcapi
    import configparser
    _testinternalcapi.get_config = lambda: _testinternalcapi.get_configs()["config"]
    configparser.LegacyInterpolation = type("LegacyInterpolation", (configparser.Interpolation,), {})
    # ann_module writes to its annotations, which modules have only when they are asked for them.
    builtins.__annotations__ = {}
    try:
        import test.ann_module
    except Exception:
        pass
    del builtins.__annotations__


def run_main(tests_of):
    # Some choose in a function what of them runs, and with what.
    def run_classes(*classes):
        suite = unittest.TestSuite(tests_of(each_class) for each_class in classes)
        for test in each(suite):
            refuse(test)
        suite.run(Log())
    test.support.run_unittest = run_classes
    sys.modules["test." + module].test_main()


def load():
    os.chdir("/tmp")
    sys.argv = ["python", "-m", "unittest", module]
    # A name that names nothing: tests take its folder apart, and none starts it where there are no processes.
    sys.executable = "/usr/bin/python3"
    stand_in()
    try:
        __import__("test." + module)
        return unittest.TestLoader().loadTestsFromName("test." + module)
    except unittest.SkipTest as skip:
        write("skipped", "import", str(skip))
    except BaseException:
        import traceback
        write("failed", "import", traceback.format_exc())
    return None


def run():
    tests = load()
    if tests is None:
        return
    if module in ("test_xml_etree", "test_xml_etree_c"):
        run_main(unittest.defaultTestLoader.loadTestsFromTestCase)
    else:
        for test in each(tests):
            refuse(test)
        tests.run(Log())
    write("end", module)


# What nearly every module imports.
sys.path.insert(0, suite_path)
import test.support.import_helper
import test.support.os_helper
import test.support.warnings_helper
