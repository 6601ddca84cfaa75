// The syntax tree has an Assert too; in tests the name means the test library's.
global using Assert = Xunit.Assert;
