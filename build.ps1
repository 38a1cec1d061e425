<#
.SYNOPSIS
    Builds the module, tests it, or stages a copy to install.
.DESCRIPTION
    Build   the assemblies into bin/, so that Import-Module ./MdfMetrics.psd1 works in the checkout.
    Test    dotnet test, and the same in another time zone.
    Analyze PSScriptAnalyzer over the scripts, by PSScriptAnalyzerSettings.psd1.
    Package a copy of the module in output/MdfMetrics, with code compiled ahead for the platforms of
            src/MdfMetrics.Cmdlets/ReadyToRun.targets: put that folder into a path of $env:PSModulePath to install it.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Analyze', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

function Build-Module([switch] $WithImages) {
    dotnet build "$PSScriptRoot/src/MdfMetrics.Cmdlets" --configuration $Configuration --nologo `
        -p:ReadyToRunImages=$WithImages
}

function Test-Module {
    $solution = "$PSScriptRoot/MdfMetrics.sln"
    dotnet test $solution --configuration $Configuration --nologo
    $zone = $env:TZ
    try {
        $env:TZ = 'America/New_York'
        dotnet test $solution --configuration $Configuration --nologo --no-build
    }
    finally {
        $env:TZ = $zone
    }
}

function Invoke-Analysis {
    Import-Module PSScriptAnalyzer
    $settings = "$PSScriptRoot/PSScriptAnalyzerSettings.psd1"
    $findings = Get-ChildItem $PSScriptRoot -Include *.ps1, *.psm1, *.psd1 -Recurse |
        Where-Object FullName -NotMatch '[\\/](artifacts|bin|output)[\\/]' |
        ForEach-Object { Invoke-ScriptAnalyzer $_.FullName -Settings $settings }
    $findings
    if ($findings) {
        throw "PSScriptAnalyzer found $(@($findings).Count) things."
    }
}

function Copy-Module {
    $target = Join-Path $PSScriptRoot 'output' 'MdfMetrics'
    if (Test-Path $target) {
        Remove-Item $target -Recurse
    }
    $null = New-Item $target -ItemType Directory
    $items = 'MdfMetrics.psd1', 'MdfMetrics.Format.ps1xml', 'MdfMetrics.Types.ps1xml', 'LICENSE',
        'NOTICE', 'THIRD-PARTY-NOTICES.md', 'README.md', 'CHANGELOG.md', 'bin', 'en-US', 'examples', 'python', 'configs'
    $items | ForEach-Object { Join-Path $PSScriptRoot $_ } | Where-Object { Test-Path $_ } |
        Copy-Item -Destination $target -Recurse -Exclude *.pdb
    Get-ChildItem $target -Recurse -Directory -Filter __pycache__ | Remove-Item -Recurse
    Get-Item $target
}

switch ($Task) {
    'Build' { Build-Module }
    'Test' { Test-Module }
    'Analyze' { Invoke-Analysis }
    'Package' { Build-Module -WithImages; Copy-Module }
}
