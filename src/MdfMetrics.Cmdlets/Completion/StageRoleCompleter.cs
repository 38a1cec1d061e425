namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes what stages can be for.</summary>
public sealed class StageRoleCompleter : RoleCompleter
{
    private protected override IEnumerable<string> Roles => StageRole.All;
}
