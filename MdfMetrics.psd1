@{
    # The loader comes first: it finds MdfMetrics.Core and its dependencies in a load context of their own, and the image
    # of the cmdlets for this runtime. No RootModule: PowerShell would load that before the nested modules.
    NestedModules        = @('bin/MdfMetrics.Loader.dll', 'bin/MdfMetrics.Cmdlets.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '5d2f6b1e-8f0c-4d0b-9a53-3f1c6f0a7e42'
    Author               = 'The MdfMetrics authors'
    CompanyName          = 'The MdfMetrics authors'
    Copyright            = '(c) 2026 the MdfMetrics authors. MIT licence.'
    Description          = 'Records what a batch data pipeline did (run, stage, operator) and keeps it as Parquet that Superset, DuckDB, pandas and Spark read as it is.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('MdfMetrics.Format.ps1xml')
    TypesToProcess       = @('MdfMetrics.Types.ps1xml')
    CmdletsToExport      = @(
        'Add-MdfOperatorMetric'
        'Add-MdfStageMetric'
        'Clear-MdfMetrics'
        'Compare-MdfRun'
        'Connect-MdfRun'
        'Disconnect-MdfRun'
        'Enter-MdfStage'
        'Exit-MdfStage'
        'Export-MdfDashboard'
        'Export-MdfMetrics'
        'Export-MdfPrometheus'
        'Export-MdfReport'
        'Export-MdfTrace'
        'Get-MdfOperatorMetric'
        'Get-MdfRun'
        'Get-MdfStageMetric'
        'Get-MdfSummary'
        'Invoke-MdfPipeline'
        'Measure-MdfOperator'
        'Optimize-MdfMetrics'
        'Remove-MdfRun'
        'Repair-MdfMetrics'
        'Restore-MdfRun'
        'Set-MdfRun'
        'Start-MdfRun'
        'Stop-MdfRun'
        'Test-MdfAlert'
        'Test-MdfMetrics'
        'Update-MdfSummary'
        'Watch-MdfRun'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'Metrics', 'Parquet', 'Pipeline', 'Observability', 'DuckDB', 'Superset')
            ProjectUri   = 'https://www.powershellgallery.com/packages/MdfMetrics'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
