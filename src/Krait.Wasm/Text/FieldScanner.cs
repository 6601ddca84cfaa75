namespace Krait.Wasm.Text;

// The first walk over a module's fields: gives every definition its index, so that identifiers may be used before they
// are declared. Looks at heads only; the second walk, ModuleParser, reads the rest.
internal sealed class FieldScanner(TokenCursor cursor, ModuleScope scope)
{
    private string? _definition;

    // Leaves the cursor where it was.
    public void ScanAll()
    {
        var start = cursor.Position;
        while (cursor.AtOpen)
        {
            var end = cursor.Current.Match + 1;
            cursor.Position++;
            ScanField();
            cursor.Position = end;
        }

        cursor.Position = start;
    }

    private void ScanField()
    {
        var place = cursor.Position;
        switch (cursor.Word("a module field").ToString())
        {
            case "type": scope.TypeNames.Declare(cursor); break;
            case "rec": ScanRecursion(); break;
            case "import": ScanImport(place); break;
            case "func": ScanDefinition(scope.Functions, place); break;
            case "table":
                ScanDefinition(scope.Tables, place);
                scope.Elements.DeclareUnnamed(HasChild("elem") ? 1 : 0);
                break;
            case "memory":
                ScanDefinition(scope.Memories, place);
                scope.DataSegments.DeclareUnnamed(HasChild("data") ? 1 : 0);
                break;
            case "global": ScanDefinition(scope.Globals, place); break;
            case "tag": ScanDefinition(scope.Tags, place); break;
            case "elem": scope.Elements.Declare(cursor); break;
            case "data": scope.DataSegments.Declare(cursor); break;
        }
    }

    private void ScanRecursion()
    {
        while (cursor.AtOpen)
        {
            var end = cursor.Current.Match + 1;
            cursor.Open("type");
            scope.TypeNames.Declare(cursor);
            cursor.Position = end;
        }
    }

    private void ScanImport(int place)
    {
        RequireNoDefinition(place);
        cursor.ReadName();
        cursor.ReadName();
        if (!cursor.AtOpen)
            throw cursor.Unexpected("'('");
        cursor.Position++;
        var kind = cursor.Word("the kind of an import").ToString();
        var names = kind switch
        {
            "func" => scope.Functions,
            "table" => scope.Tables,
            "memory" => scope.Memories,
            "global" => scope.Globals,
            "tag" => scope.Tags,
            _ => throw cursor.Tokens.Error(cursor.Position - 1, $"unexpected token: '{kind}' cannot be imported"),
        };
        names.Declare(cursor);
    }

    private void ScanDefinition(NameTable names, int place)
    {
        names.Declare(cursor);
        while (cursor.IsOpen("export"))
            cursor.Skip();
        if (cursor.IsOpen("import"))
            RequireNoDefinition(place);
        else
            _definition = cursor.Tokens.TextOf(place).ToString();
    }

    private void RequireNoDefinition(int place)
    {
        if (_definition is not null)
            throw cursor.Tokens.Error(place, $"import after {Named(_definition)}: imports come before functions, tables, memories, globals and tags");
    }

    private static string Named(string field) => field == "func" ? "function" : field;

    // Whether the field goes on with a direct child of this head, as inline segments do.
    private bool HasChild(string word)
    {
        while (!cursor.AtClose)
        {
            if (cursor.IsOpen(word))
                return true;
            cursor.Skip();
        }

        return false;
    }
}
