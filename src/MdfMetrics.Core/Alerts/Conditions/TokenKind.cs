namespace MdfMetrics.Alerts.Conditions;

internal enum TokenKind
{
    Word,
    Quoted,
    Operator,
    Open,
    Close,
    End,
}
