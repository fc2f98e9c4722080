using System.Text;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>One part of a format, such as <c>[$€-407] #,##0.00</c>.</summary>
internal sealed class ExcelFormatSection
{
    private readonly StringBuilder _prefix = new();
    private readonly StringBuilder _suffix = new();
    private readonly StringBuilder _digits = new();
    private bool _hasMonthOrMinute;
    private bool _isOther;

    public ExcelFormatSection(string code)
    {
        IsHidden = code.Length == 0;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '"') i = Quoted(code, i + 1);
            else if (c == '[') i = Bracketed(code, i + 1);
            else if (c == '\\' && i + 1 < code.Length) Literal(code[++i]);
            // The room of a letter, and a letter that fills the cell.
            else if (c is '_' or '*') i++;
            else if (string.Compare(code, i, "General", 0, 7, StringComparison.OrdinalIgnoreCase) == 0) i = General(i);
            else Plain(c);
        }

        FindDigits();
        // A colour alone.
        IsGeneral |= !IsHidden && !IsTime && Digits is null && _prefix.Length + _suffix.Length == 0 && !code.Contains('"');
    }

    /// <summary>Nothing is shown.</summary>
    public bool IsHidden { get; }

    public bool HasCondition { get; private set; }

    public bool IsGeneral { get; private set; }

    public bool IsPercent { get; private set; }

    /// <summary>More than 24 hours are shown as such.</summary>
    public bool IsElapsed { get; private set; }

    public bool HasDate { get; private set; }

    public bool HasClock { get; private set; }

    public bool HasSeconds { get; private set; }

    public bool IsTime => HasDate || HasClock;

    public string Prefix => _prefix.ToString();

    public string Suffix => _suffix.ToString();

    /// <summary>In the form that .NET knows. Null if there are none.</summary>
    public string? Digits { get; private set; }

    public double Scale { get; private set; } = 1;

    private int Quoted(string code, int start)
    {
        var end = code.IndexOf('"', start);
        if (end < 0) end = code.Length;
        foreach (var c in code[start..end]) Literal(c);
        return end;
    }

    // A currency, hours that are counted on, a condition, a colour or a language.
    private int Bracketed(string code, int start)
    {
        var end = code.IndexOf(']', start);
        if (end < 0) end = code.Length;
        var inner = code[start..end];
        if (inner is ['$', ..])
        {
            foreach (var c in inner[1..].Split('-')[0]) Literal(c);
        }
        else if (inner is ['<' or '>' or '=', ..]) HasCondition = true;
        else if (inner.Length > 0 && inner.All(c => c is 'h' or 'H' or 'm' or 'M' or 's' or 'S'))
        {
            IsElapsed = HasClock = true;
            HasSeconds |= char.ToLowerInvariant(inner[0]) == 's';
        }

        return end;
    }

    private int General(int start)
    {
        IsGeneral = true;
        return start + 6;
    }

    private void Plain(char c)
    {
        switch (c)
        {
            case '0' or '#' or '?' or '.' or ',' or '/' or 'E' or '@':
                _isOther |= _suffix.Length > 0;
                _digits.Append(c);
                break;
            case '%':
                IsPercent = true;
                Literal(c);
                break;
            case 'y' or 'Y' or 'd' or 'D' or 'g' or 'e':
                HasDate = true;
                break;
            case 'h' or 'H':
                HasClock = true;
                break;
            case 's' or 'S':
                HasClock = HasSeconds = true;
                break;
            case 'm' or 'M':
                _hasMonthOrMinute = true;
                break;
            default:
                Literal(c);
                break;
        }
    }

    private void Literal(char c)
    {
        if (_digits.Length == 0 && !IsGeneral) _prefix.Append(c);
        else _suffix.Append(c);
    }

    private void FindDigits()
    {
        if (_hasMonthOrMinute && !HasClock) HasDate = true;
        var digits = _digits.ToString();
        // Fractions, powers of ten, telephone numbers: the number itself says more.
        if (_isOther || digits.IndexOfAny(['/', 'E', '@']) >= 0)
        {
            IsGeneral = true;
            _prefix.Clear();
            _suffix.Clear();
        }

        if (IsGeneral || digits.IndexOfAny(['0', '#', '?']) < 0) return;
        if (IsPercent) Scale = 100;
        var whole = digits.Split('.')[0];
        foreach (var _ in digits[digits.AsSpan().TrimEnd(',').Length..]) Scale /= 1000;
        var zeros = whole.Count(c => c == '0');
        var decimals = digits.Contains('.') ? digits[(whole.Length + 1)..].Replace(",", "").Replace('?', '#') : "";
        Digits = (zeros == 0 ? "#" : new string('0', zeros)) + (decimals.Length > 0 ? "." + decimals : "");
    }
}
