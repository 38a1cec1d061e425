# Used by `./build.ps1 -Task Analyze`, and by editors that look for this file.
@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # Scripts that print figures for a person to read: benchmarks and examples.
        'PSAvoidUsingWriteHost'
        # Export-MdfMetrics and its like keep a plural on purpose (docs/architecture.md).
        'PSUseSingularNouns'
        # Pester's BeforeAll assigns what other blocks use.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
    Rules        = @{
        PSAvoidUsingCmdletAliases  = @{ Enable = $true }
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('7.4') }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; Kind = 'space' }
    }
}
