<#
.SYNOPSIS
    Records the profile by which the package's images are compiled: src/MdfMetrics.Cmdlets/startup.mibc.
.DESCRIPTION
    Builds the module without images, runs benchmarks/startup-scenario.ps1 with it in a new PowerShell, and writes down
    which methods the runtime compiled meanwhile. What is new since the last recording is compiled on first use, as
    without images: record again before a release.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Split-Path $PSScriptRoot
. "$root/tests/Pester/PwshCommand.ps1"

$program, [string[]] $first = Get-PwshCommand
$null = dotnet build "$root/src/MdfMetrics.Cmdlets" --configuration Release --nologo
$folder = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "mdf-profile-$PID") -ItemType Directory
try {
    $stores = New-Item (Join-Path $folder stores) -ItemType Directory
    # The events of compiled methods and of the types they are compiled for.
    $env:DOTNET_EventPipeConfig = 'Microsoft-Windows-DotNETRuntime:0x1F000080018:5'
    $env:DOTNET_EventPipeOutputPath = Join-Path $folder '{pid}.nettrace'
    $env:DOTNET_EnableEventPipe = 1
    try {
        & $program @first -NoProfile -File "$PSScriptRoot/startup-scenario.ps1" -Folder $stores
    }
    finally {
        $env:DOTNET_EnableEventPipe = $env:DOTNET_EventPipeConfig = $env:DOTNET_EventPipeOutputPath = $null
    }

    $traces = Get-ChildItem $folder -Filter *.nettrace
    $target = "$root/src/MdfMetrics.Cmdlets/startup.mibc"
    dotnet run --configuration Release --project $PSScriptRoot -- startup-profile $target "$root/bin" $traces.FullName
}
finally {
    Remove-Item $folder -Recurse
}
