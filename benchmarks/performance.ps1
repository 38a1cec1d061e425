<#
.SYNOPSIS
    Runs every benchmark and writes docs/performance.md: each budget, the command, and what it printed.
.DESCRIPTION
    About half an hour on two idle cores; performance.json has the figures' titles, budgets and commands, and what is known
    of their limits. What a benchmark prints has its peer and the ratio beside it.
.EXAMPLE
    pwsh benchmarks/performance.ps1
.EXAMPLE
    pwsh benchmarks/performance.ps1 -Name prometheus, trace -OutFile ./some.md
#>
[CmdletBinding()]
param(
    # The figures, by the keys of performance.json; all of them if none is named.
    [string[]] $Name,
    [string] $OutFile = "$PSScriptRoot/../docs/performance.md"
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$figures = Get-Content "$PSScriptRoot/performance.json" -Raw | ConvertFrom-Json -AsHashtable
$names = $Name ?? $figures.Keys

function Get-Processor {
    $model = $IsLinux ? (Get-Content /proc/cpuinfo).Where({ $_ -like 'model name*' }, 'First') -replace '.*:\s*' : $env:PROCESSOR_IDENTIFIER
    "$($model ? $model : 'unknown processor'), $([Environment]::ProcessorCount) cores"
}

# What a user would type, from the root of the checkout, and what it prints.
function Invoke-Figure([string] $Command) {
    Push-Location "$PSScriptRoot/.."
    try {
        $plain = "`$PSStyle.OutputRendering = 'PlainText'; & { $Command } | Out-String -Stream -Width 200"
        $text = pwsh -NoProfile -NonInteractive -Command $plain | Out-String -Width 200
        ($text -split '\r?\n').TrimEnd() -join "`n" -replace '(?s)^\n+|\n+$'
    }
    finally { Pop-Location }
}

$sections = foreach ($key in $names) {
    $figure = $figures[$key] ?? $(throw "performance.json has no figure '$key'; it has $($figures.Keys -join ', ').")
    Write-Progress -Activity 'Benchmarks' -Status $figure.title
    $printed = foreach ($command in $figure.commands) {
        "    $command", '', '```text', (Invoke-Figure $command), '```', ''
    }
    @("## $($figure.title)", '', "Budget: $($figure.budget)", '') + $printed + $(if ($figure.limit) { $figure.limit, '' })
}
$version = (Import-PowerShellDataFile "$PSScriptRoot/../MdfMetrics.psd1").ModuleVersion
$head = @(
    '# What it costs'
    ''
    "Written by ``pwsh benchmarks/performance.ps1`` on $(Get-Date -Format 'yyyy-MM-dd' -AsUTC), at version $($version): $(Get-Processor),"
    "$([Runtime.InteropServices.RuntimeInformation]::OSDescription.Trim()), PowerShell $($PSVersionTable.PSVersion). Each command measures a"
    'figure and its peer in turns, in the same run: go by the ratios, and measure again on your machine.'
    ''
)
Set-Content $OutFile (($head + $sections) -join "`n").TrimEnd()
