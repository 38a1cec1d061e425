using System.Globalization;
using MdfMetrics.Configuration;
using MdfMetrics.Records;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>
/// Reads a condition on the columns of one level, by recursive descent; docs/alerts.md has the grammar.
/// </summary>
internal sealed class ConditionParser
{
    private const int LongestCondition = 4_000;
    private const int DeepestNesting = 50;
    private const int MostRuns = 10_000;

    private readonly AlertLevel _level;
    private readonly Func<string, Func<string, bool>?> _wildcard;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private ConditionParser(string text, AlertLevel level, Func<string, Func<string, bool>?> wildcard)
    {
        _level = level;
        _wildcard = wildcard;
        _tokens = Tokenizer.Split(text);
    }

    private Token Current => _tokens[_at];

    /// <summary>The tree of a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="level">Whose columns it names.</param>
    /// <param name="wildcard">Makes a test of a pattern; null when it is none.</param>
    /// <exception cref="ConditionException">It can't be read.</exception>
    public static Condition Parse(string text, AlertLevel level, Func<string, Func<string, bool>?> wildcard)
    {
        if (text.Length > LongestCondition)
        {
            throw new ConditionException(
                LongestCondition,
                Invariant($"expected at most {LongestCondition:N0} characters"));
        }

        var parser = new ConditionParser(text, level, wildcard);
        Condition condition = parser.Disjunction();
        return parser.Current.Kind == TokenKind.End ? condition : throw parser.Unexpected("'and', 'or' or the end");
    }

    private Condition Disjunction() => Joined(isAnd: false, Conjunction, "or", "-or", "||");

    private Condition Conjunction() => Joined(isAnd: true, Term, "and", "-and", "&&");

    private Condition Joined(bool isAnd, Func<Condition> part, params string[] words)
    {
        var parts = new List<Condition> { part() };
        while (Current.Is(words))
        {
            _at++;
            parts.Add(part());
        }

        return parts.Count == 1 ? parts[0] : new LogicalCondition(isAnd, parts);
    }

    private Condition Term()
    {
        bool isNegated = Current.Is("not", "-not");
        if (!isNegated && Current.Kind != TokenKind.Open)
        {
            return Comparison();
        }

        if (++_depth > DeepestNesting)
        {
            throw new ConditionException(Current.Position, $"expected at most {DeepestNesting} levels of brackets");
        }

        _at++;
        Condition inner = isNegated ? new Negation(Term()) : Bracketed();
        _depth--;
        return inner;
    }

    private Condition Bracketed()
    {
        Condition inner = Disjunction();
        Take(Current.Kind == TokenKind.Close, "'and', 'or' or ')'");
        return inner;
    }

    private Condition Comparison()
    {
        Token name = Take(Current.Kind is TokenKind.Word or TokenKind.Quoted, "a column");
        AlertColumn column = AlertColumns.Find(_level, name.Text) ?? throw Unknown(name);
        Token comparison = Take(Current.Kind == TokenKind.Operator, "<, <=, >, >=, = or !=");
        bool isEquality = comparison.Text is "=" or "!=";
        if (column.Kind == ColumnKind.Text && !isEquality)
        {
            throw new ConditionException(comparison.Position, $"{column.Name} is text: compare it with = or !=");
        }

        Token value = Current;
        bool isText = value.Kind == TokenKind.Quoted || column.Kind == ColumnKind.Text;
        if (!isText && TryFigure(column, out double number, out Baseline? baseline))
        {
            return new FigureComparison(column, comparison.Text, number, baseline);
        }

        if (!isEquality || column.Kind is not (ColumnKind.Text or ColumnKind.Json))
        {
            throw Unexpected(column.Kind == ColumnKind.Json
                ? "a number: text is compared with = or !="
                : Example(column.Kind));
        }

        Take(value.Kind is TokenKind.Word or TokenKind.Quoted, "a text");
        Func<string, bool> matches = _wildcard(value.Text) ?? throw new ConditionException(
            value.Position,
            $"expected a text or a wildcard pattern; found {value.Description}");
        return new TextComparison(column, comparison.Text == "=", value.Text, matches);
    }

    /// <summary>A number with or without a unit, or a baseline with or without a factor.</summary>
    private bool TryFigure(AlertColumn column, out double number, out Baseline? baseline)
    {
        int begin = _at;
        Token start = Current;
        number = 1;
        baseline = null;
        if (start.Kind != TokenKind.Word)
        {
            return false;
        }

        if (StatisticOf(start.Text) is { } alone && _tokens[_at + 1].Is("of"))
        {
            _at++;
            baseline = BaselineOf(alone);
            return true;
        }

        if (!Quantity.TrySplit(start.Text, out number, out string rest))
        {
            return false;
        }

        _at++;
        if (rest.Length == 0 && Current.Kind == TokenKind.Word
            && (Quantity.IsUnit(Current.Text) || IsTimes(Current.Text[0])))
        {
            rest = Take(true, string.Empty).Text;
        }

        if (rest.Length > 0 && IsTimes(rest[0]))
        {
            if (StatisticOf(rest.Length > 1 ? rest[1..] : Take(true, string.Empty).Text) is { } statistic)
            {
                baseline = BaselineOf(statistic);
                return true;
            }

            if (column.Kind != ColumnKind.Json)
            {
                throw new ConditionException(
                    start.Position,
                    "expected median, mean, max or min after the factor, as in: 2 x median of last 10 runs");
            }
        }
        else if (Quantity.TryConvert(number, rest, column.Kind, out number))
        {
            return true;
        }

        if (column.Kind == ColumnKind.Json)
        {
            // A text such as 1920x1080 or 3rd.
            _at = begin;
            return false;
        }

        throw new ConditionException(
            start.Position,
            $"expected {Example(column.Kind)} for {column.Name}; found '{rest}' after the number");
    }

    private Baseline BaselineOf(string statistic)
    {
        Take(Current.Is("of"), "'of last n runs' after the statistic");
        Take(Current.Is("last"), "'last'");
        Token count = Current;
        bool isCount = int.TryParse(count.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int runs)
            && runs is >= 1 and <= MostRuns;
        Take(isCount, $"a number of runs, 1 to {MostRuns}");
        Take(Current.Is("runs", "run"), "'runs'");
        return new Baseline(statistic, runs);
    }

    private static bool IsTimes(char character) => character is 'x' or 'X' or '×' or '*';

    private static string? StatisticOf(string word) => word.ToLowerInvariant() switch
    {
        "median" or "mean" or "max" or "min" => word.ToLowerInvariant(),
        _ => null,
    };

    private static string Example(ColumnKind kind) => kind switch
    {
        ColumnKind.Seconds => "seconds or a length of time such as 0.2, 200ms, 5s or 30m",
        ColumnKind.Percent => "a percentage such as 90 or 90%",
        ColumnKind.PerSecond => "records a second such as 1000",
        ColumnKind.Count or ColumnKind.Index => "a number",
        _ => "a number or a text",
    };

    private Token Take(bool isExpected, string expected)
    {
        Token token = isExpected ? Current : throw Unexpected(expected);
        _at += token.Kind == TokenKind.End ? 0 : 1;
        return token;
    }

    private ConditionException Unexpected(string expected) =>
        new(Current.Position, $"expected {expected}; found {Current.Description}");

    private ConditionException Unknown(Token name)
    {
        string level = _level.ToString().ToLowerInvariant();
        AlertLevel? other = Enum.GetValues<AlertLevel>()
            .Where(candidate => AlertColumns.Find(candidate, name.Text) is not null)
            .Cast<AlertLevel?>()
            .FirstOrDefault();
        string hint = other is { } found ? $"level: {found.ToString().ToLowerInvariant()} has it"
            : NearestName.Find(name.Text, AlertColumns.Names(_level)) is { } nearest ? $"the nearest is '{nearest}'"
            : $"its columns are {string.Join(", ", AlertColumns.Names(_level))}";
        return new ConditionException(
            name.Position,
            $"level {level} has no column {name.Description}; {hint}",
            isUnknownColumn: true);
    }
}
