namespace Krait.Python;

// PY00xx: characters and tokens. PY01xx: statements and expressions.
internal static partial class Diagnostics
{
    public static readonly DiagnosticRow NotInEncoding =
        Error("PY0001", "the source is not valid {0}: byte 0x{1:x2} at offset {2}", "save the file as UTF-8, or name its encoding in a comment on the first line: # -*- coding: latin-1 -*-");

    public static readonly DiagnosticRow UnknownEncoding =
        Error("PY0002", "the encoding '{0}' is not known", "use utf-8");

    public static readonly DiagnosticRow EncodingContradictsMark =
        Error("PY0003", "the file starts with a UTF-8 byte order mark but names the encoding '{0}'", "remove the encoding comment");

    public static readonly DiagnosticRow NullCharacter =
        Error("PY0004", "a source text cannot contain null characters", "remove the character; the file may be binary or UTF-16");

    public static readonly DiagnosticRow InvalidCharacter =
        Error("PY0005", "the character {0} means nothing in Python outside of strings and comments");

    public static readonly DiagnosticRow ContinuationNotLast =
        Error("PY0006", "a backslash that joins two lines must be the last character of its line", "remove what follows the backslash, spaces too");

    public static readonly DiagnosticRow ContinuationAtEnd =
        Error("PY0007", "a backslash joins this line to the next, but the file ends here", "remove the backslash");

    public static readonly DiagnosticRow UnterminatedString =
        Error("PY0008", "this string has no closing quote on its line", "close it, or use triple quotes for a text of several lines");

    public static readonly DiagnosticRow UnterminatedTripleString =
        Error("PY0009", "this triple-quoted string has no closing quotes before the end of the file");

    public static readonly DiagnosticRow InvalidNumber =
        Error("PY0010", "this is not a valid {0} number");

    public static readonly DiagnosticRow LeadingZeros =
        Error("PY0011", "a decimal number cannot start with zeros", "write 0o before an octal number, or remove the zeros");

    public static readonly DiagnosticRow IntegerTooLong =
        Error("PY0012", "this integer has {0} digits; at most {1} are allowed", "write it in hexadecimal, which has no limit");

    public static readonly DiagnosticRow InconsistentTabs =
        Error("PY0013", "tabs and spaces are mixed so that the indentation depends on the width of a tab", "indent with spaces only");

    public static readonly DiagnosticRow UnindentMatchesNothing =
        Error("PY0014", "this line is indented less than the block above it, but as much as no outer block");

    public static readonly DiagnosticRow TooManyIndentations =
        Error("PY0015", "more than {0} levels of indentation", "move inner blocks into functions");

    public static readonly DiagnosticRow TooManyBrackets =
        Error("PY0016", "more than {0} nested brackets", "name parts of the expression");

    public static readonly DiagnosticRow UnmatchedBracket =
        Error("PY0017", "'{0}' closes nothing");

    public static readonly DiagnosticRow MismatchedBracket =
        Error("PY0018", "'{0}' does not close '{1}'");

    public static readonly DiagnosticRow UnclosedBracket =
        Error("PY0019", "'{0}' is never closed");

    public static readonly DiagnosticRow FieldNotClosed =
        Error("PY0020", "this field of a formatted string has no closing brace", "write '}}' before the closing quote, or '{{' twice for a literal brace");

    public static readonly DiagnosticRow SingleClosingBrace =
        Error("PY0021", "a single closing brace in a formatted string", "write it twice for a literal brace");

    public static readonly DiagnosticRow UnknownEscape =
        Warning("PY0022", "'\\{0}' is no escape sequence, so the backslash stays in the string", "write two backslashes, or prefix the string with r");

    public static readonly DiagnosticRow InvalidEscape =
        Error("PY0023", "the escape sequence '\\{0}' needs {1}");

    public static readonly DiagnosticRow UnknownCharacterName =
        Error("PY0024", "there is no character named '{0}'");

    public static readonly DiagnosticRow BytesNotAscii =
        Error("PY0025", "bytes can only contain ASCII characters", "write \\x escapes, or encode a string");

    public static readonly DiagnosticRow SourceTooLong =
        Error("PY0026", "the source has {0} bytes; at most {1} are allowed", "split the file");

    public static readonly DiagnosticRow Expected =
        Error("PY0101", "expected {0}, found {1}");

    public static readonly DiagnosticRow ExpectedExpression =
        Error("PY0102", "expected an expression, found {0}");

    public static readonly DiagnosticRow ExpectedLineEnd =
        Error("PY0103", "expected the end of the statement, found {0}", "is an operator, comma or quote missing before it?");

    public static readonly DiagnosticRow ExpectedColon =
        Error("PY0104", "expected ':' after {0}, found {1}");

    public static readonly DiagnosticRow ExpectedBlock =
        Error("PY0105", "expected an indented block after {0} on line {1}", "indent the lines that belong to it; an empty block is 'pass'");

    public static readonly DiagnosticRow UnexpectedIndent =
        Error("PY0106", "this line is indented more than the one above it, which opens no block", "indent it as much as the line above");

    public static readonly DiagnosticRow AssignmentAsCondition =
        Error("PY0107", "'=' assigns and cannot stand in an expression", "compare with '=='; or assign with ':=' inside parentheses");

    public static readonly DiagnosticRow CannotAssign =
        Error("PY0108", "cannot assign to {0}");

    public static readonly DiagnosticRow CannotDelete =
        Error("PY0109", "cannot delete {0}");

    public static readonly DiagnosticRow CannotAnnotate =
        Error("PY0110", "cannot annotate {0}: only a single name, attribute or subscript has a type");

    public static readonly DiagnosticRow CannotAugment =
        Error("PY0111", "{0} cannot be the target of '{1}'");

    public static readonly DiagnosticRow KeywordAsName =
        Error("PY0112", "'{0}' is a keyword and cannot be a name", "add an underscore: {0}_");

    public static readonly DiagnosticRow TooDeep =
        Error("PY0113", "more than {0} constructs nested in one another", "name parts of the expression, or move inner blocks into functions");

    public static readonly DiagnosticRow DefaultMissing =
        Error("PY0114", "parameter '{0}' has no default but follows one that has", "give it a default, or move it forward");

    public static readonly DiagnosticRow BadParameter =
        Error("PY0115", "{0}");

    public static readonly DiagnosticRow PositionalAfterKeyword =
        Error("PY0116", "a positional argument follows a keyword argument", "move it before the keyword arguments, or give it a name");

    public static readonly DiagnosticRow UnpackingAfterKeywords =
        Error("PY0117", "'*' unpacking follows '**' unpacking", "move it before");

    public static readonly DiagnosticRow GeneratorNeedsParentheses =
        Error("PY0118", "a generator expression needs its own parentheses here");

    public static readonly DiagnosticRow StarredAlone =
        Error("PY0119", "a starred expression cannot stand alone here", "write a comma behind it to make a tuple");

    public static readonly DiagnosticRow TryWithoutHandler =
        Error("PY0120", "expected 'except' or 'finally' after the 'try' block");

    public static readonly DiagnosticRow MixedHandlers =
        Error("PY0121", "one 'try' cannot have both 'except' and 'except*'");

    public static readonly DiagnosticRow ExceptListNeedsParentheses =
        Error("PY0122", "several exception types before 'as' need parentheses");

    public static readonly DiagnosticRow ExceptStarNeedsType =
        Error("PY0123", "'except*' needs an exception type");

    public static readonly DiagnosticRow StatementIsFunction =
        Error("PY0124", "'{0}' is a function", "write {0}(...)");

    public static readonly DiagnosticRow EmptyField =
        Error("PY0125", "a field of a formatted string needs an expression");

    public static readonly DiagnosticRow BadConversion =
        Error("PY0126", "'{0}' is no conversion; expected 's', 'r' or 'a'");

    public static readonly DiagnosticRow MixedStringKinds =
        Error("PY0127", "cannot join {0} and {1} in one literal");

    public static readonly DiagnosticRow TrailingComma =
        Error("PY0128", "a trailing comma needs parentheses around the names");

    public static readonly DiagnosticRow NotPythonOperator =
        Error("PY0129", "'{0}' is not an operator of Python", "write '{1}'");

    public static readonly DiagnosticRow BadPattern =
        Error("PY0130", "{0}");

    public static readonly DiagnosticRow ElseIf =
        Error("PY0131", "expected ':' after 'else', found 'if'", "write 'elif'");

    public static readonly DiagnosticRow MisplacedExpression =
        Error("PY0133", "{0} needs parentheses here");

    public static readonly DiagnosticRow ClauseAlone =
        Error("PY0134", "this '{0}' belongs to no statement above it", "indent it as much as the statement that it continues");

    public static readonly DiagnosticRow NotAKeyword =
        Error("PY0135", "'{0}' begins no statement", "did you mean {1}?");

    public static readonly DiagnosticRow SpecifiersTooDeep =
        Error("PY0136", "more than {0} format specifiers inside one another", "compute the inner field before the string");

    public static readonly DiagnosticRow UnpackingInComprehension =
        Error("PY0137", "a starred expression cannot be the element of a comprehension", "write a second 'for' that goes over it");

    private static DiagnosticRow Warning(string id, string format, string? hint = null) =>
        new(id, DiagnosticSeverity.Warning, format, hint);
}
