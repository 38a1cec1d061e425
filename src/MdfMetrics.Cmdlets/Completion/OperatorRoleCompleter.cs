namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes what operators can be for.</summary>
public sealed class OperatorRoleCompleter : RoleCompleter
{
    private protected override IEnumerable<string> Roles => OperatorRole.All;
}
