BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $work = "`$r = Start-MdfRun -PassThru -Configuration @{ enabled = `$true } { Enter-MdfStage s { `$null = 1..3 | Measure-MdfOperator op { `$_ } } }; `$r.total_input_records"
}

Describe 'The module''s dependencies' {
    It 'are in a load context of their own' {
        Start-MdfRun -Path (New-Store) { }
        $contexts = [System.AppDomain]::CurrentDomain.GetAssemblies() |
            Where-Object { $_.GetName().Name -in 'MdfMetrics.Core', 'Parquet', 'YamlDotNet' } |
            ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }

        $contexts | Should -Not -BeNullOrEmpty
        $contexts | Should -Not -Contain 'Default'
    }

    It 'do not mind other copies, imports again, removal and parallel runspaces' {
        Push-Location (New-Item (New-Store) -ItemType Directory)
        try {
            # In the PowerShell of the unit tests there are others already.
            $copies = 'YamlDotNet', 'Parquet' | ForEach-Object {
                "$PSHOME/$_.dll", "$root/bin/dependencies/$_.dll" | Where-Object { Test-Path $_ } | Select-Object -First 1
            }
            $result = pwsh -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Add-Type -Path '$($copies -join "', '")'
Import-Module '$root/MdfMetrics.psd1'
$work
Import-Module '$root/MdfMetrics.psd1' -Force
$work
Remove-Module MdfMetrics
Import-Module '$root/MdfMetrics.psd1'
$work
1..3 | ForEach-Object -Parallel { Import-Module '$root/MdfMetrics.psd1'; $work }
"@
        }
        finally { Pop-Location }

        $result | Should -Be (@('3') * 6)
    }
}
