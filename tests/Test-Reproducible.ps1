#requires -Version 7.4
<#
.SYNOPSIS
    Makes the package of the last commit twice, in folders and time zones that differ: it must have the same bytes.
.EXAMPLE
    ./tests/Test-Reproducible.ps1
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# The hash of the .nupkg and of each file that is in it.
function Get-PackageHash([string] $Folder, [string] $Zone) {
    git clone --quiet "$PSScriptRoot/.." $Folder
    $own = $env:TZ
    $env:TZ = $Zone
    try { dotnet pack "$Folder/src/MdfMetrics.Cmdlets" --nologo --verbosity quiet | Out-Host }
    finally { $env:TZ = $own }
    $output = (Resolve-Path "$Folder/output").Path
    Get-ChildItem $output -Recurse -File | Get-FileHash | ForEach-Object {
        '{0} {1}' -f $_.Hash, [System.IO.Path]::GetRelativePath($output, $_.Path)
    } | Sort-Object
}

$scratch = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "mdf-reproducible-$PID") -ItemType Directory
try {
    $first = Get-PackageHash (Join-Path $scratch one) UTC
    $second = Get-PackageHash (Join-Path $scratch another folder) Pacific/Auckland
    $differences = Compare-Object $first $second
    if ($differences) {
        throw "These files differ:`n$($differences.InputObject -join "`n")"
    }
    "The package has the same bytes: $($first -like '*.nupkg')"
}
finally {
    Remove-Item $scratch -Recurse -Force
}
