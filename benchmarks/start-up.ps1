<#
.SYNOPSIS
    How long mdf takes to start and run a command, beside pwsh.
.DESCRIPTION
    Packs the .NET tool for this platform, ReadyToRun, installs it into a folder that is removed afterwards, and starts it and the
    engine of the PowerShell that this runs in by turns. mdf imports the module, pwsh does not.
.EXAMPLE
    pwsh benchmarks/start-up.ps1
#>
[CmdletBinding()]
param([int] $Rounds = 15)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
. "$PSScriptRoot/../tests/Pester/PwshCommand.ps1"

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

$platform = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
$folder = (New-Item "$([System.IO.Path]::GetTempPath())/mdf-$([guid]::NewGuid().ToString('n'))" -ItemType Directory).FullName
try {
    dotnet pack "$PSScriptRoot/../src/MdfMetrics.Host" --output $folder -p:ToolPackageRuntimeIdentifiers=$platform | Out-Null
    dotnet tool install MdfMetrics.Tool --add-source $folder --tool-path $folder | Out-Null
    $mdf = "$folder/mdf"
    $program, [string[]] $first = Get-PwshCommand
    $commands = [ordered] @{
        'mdf -Command 1' = { & $mdf -Command 1 }
        'pwsh -NoProfile -Command 1' = { & $program @first -NoProfile -Command 1 }
        'pwsh -NoProfile -Command "Import-Module MdfMetrics"' = {
            & $program @first -NoProfile -Command "Import-Module '$PSScriptRoot/../MdfMetrics.psd1'"
        }
    }
    $times = @{}
    foreach ($round in 0..$Rounds) {
        foreach ($name in $commands.Keys) {
            $time = (Measure-Command $commands[$name]).TotalMilliseconds
            # The first round fills the caches of the disk.
            if ($round) { $times[$name] += @($time) }
        }
    }
    $peer = Get-Median $times['pwsh -NoProfile -Command 1']
    foreach ($name in $commands.Keys) {
        $median = Get-Median $times[$name]
        [pscustomobject]@{
            command = $name
            median_ms = [math]::Round($median)
            fastest_ms = [math]::Round(($times[$name] | Measure-Object -Minimum).Minimum)
            ratio_to_pwsh = [math]::Round($median / $peer, 2)
        }
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
