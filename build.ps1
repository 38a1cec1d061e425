<#
.SYNOPSIS
    Builds the module, tests it, or makes what is installed.
.DESCRIPTION
    Build   the assemblies into bin/, so that Import-Module ./MdfMetrics.psd1 works in the checkout.
    Test    dotnet test, and the same in another time zone.
    Analyze PSScriptAnalyzer over the scripts, by PSScriptAnalyzerSettings.psd1.
    Package what dotnet pack src/MdfMetrics.Cmdlets makes, with code compiled ahead for the platforms of
            src/MdfMetrics.Cmdlets/ReadyToRun.targets: output/MdfMetrics/<version>, for a path of $env:PSModulePath, and
            output/MdfMetrics.<version>.nupkg, for a repository of PSResourceGet; and beside it, as CycloneDX, what is in it.
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

function Build-Module {
    dotnet build "$PSScriptRoot/src/MdfMetrics.Cmdlets" --configuration $Configuration --nologo
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

function New-Package {
    dotnet pack "$PSScriptRoot/src/MdfMetrics.Cmdlets" --configuration $Configuration --nologo
    $package = Get-Item "$PSScriptRoot/output/MdfMetrics/*"
    try {
        New-BillOfMaterials $package.Name
    }
    catch {
        Write-Warning "The package has no bill of materials, because that can't be made here: $_"
    }
    Get-Item $package, "$PSScriptRoot/output/MdfMetrics.$($package.Name).*"
}

function New-BillOfMaterials([string] $Version) {
    $name = "MdfMetrics.$Version.cdx.json"
    Remove-Item "$PSScriptRoot/output/*.cdx.json"
    Push-Location $PSScriptRoot
    try {
        dotnet tool restore | Out-Null
        # All packages that are shipped come with Core.
        dotnet tool run dotnet-CycloneDX src/MdfMetrics.Core/MdfMetrics.Core.csproj --disable-package-restore `
            --output output --filename $name --output-format Json --no-serial-number `
            --set-name MdfMetrics --set-version $Version --set-type Library | Out-Null
    }
    finally {
        Pop-Location
    }

    # ECharts is no reference of a project.
    $echarts = (Get-Content "$PSScriptRoot/NOTICE" -Raw) -match 'Apache ECharts (\d+\.\d+\.\d+)' ? $Matches[1] : $null
    $bill = Get-Content "$PSScriptRoot/output/$name" -Raw | ConvertFrom-Json -Depth 20 -DateKind String
    $bill.components += [ordered]@{
        type = 'library'
        'bom-ref' = "pkg:npm/echarts@$echarts"
        name = 'echarts'
        version = $echarts
        scope = 'required'
        licenses = @(@{ license = @{ id = 'Apache-2.0' } })
        purl = "pkg:npm/echarts@$echarts"
    }
    ($bill.dependencies | Where-Object ref -EQ $bill.metadata.component.'bom-ref').dependsOn += "pkg:npm/echarts@$echarts"
    $bill | ConvertTo-Json -Depth 20 | Set-Content "$PSScriptRoot/output/$name"
}

switch ($Task) {
    'Build' { Build-Module }
    'Test' { Test-Module }
    'Analyze' { Invoke-Analysis }
    'Package' { New-Package }
}
