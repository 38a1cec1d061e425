<#
.SYNOPSIS
    How long mdf takes to start and run a command, beside pwsh.
.DESCRIPTION
    Installs the .NET tool into a folder that is removed afterwards, and starts it and a pwsh by turns, both ReadyToRun. mdf
    imports the module, pwsh does not.
.EXAMPLE
    pwsh benchmarks/start-up.ps1
#>
[CmdletBinding()]
param([int] $Rounds = 21)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
. "$PSScriptRoot/MdfTool.ps1"

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

$folder = (New-Item "$([System.IO.Path]::GetTempPath())/mdf-$([guid]::NewGuid().ToString('n'))" -ItemType Directory).FullName
try {
    $tool = Install-MdfTool $folder
    $commands = [ordered] @{
        'pwsh -NoProfile -Command 1' = { & $tool.Pwsh -NoProfile -Command 1 }
        'mdf -Command 1' = { & $tool.Mdf -Command 1 }
        'mdf -Command Get-MdfRun, an empty store' = { & $tool.Mdf -Command "Get-MdfRun -Path '$folder/store'" }
    }
    $null = New-Item "$folder/store/runs" -ItemType Directory
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
        '{0,-42} {1,4:N0} ms median, {2,4:N0} ms fastest, {3:N2} of pwsh' -f $name, (Get-Median $times[$name]),
            ($times[$name] | Measure-Object -Minimum).Minimum, ((Get-Median $times[$name]) / $peer)
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
