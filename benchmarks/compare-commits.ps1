<#
.SYNOPSIS
    Runs benchmarks of this checkout and of an earlier commit in turns, and prints both with their ratio.
.DESCRIPTION
    The earlier commit is built in a work tree of its own in the temporary folder. Each figure is the best of -Repeat turns,
    taken alternately, so that a machine whose speed drifts slows both. Above 1: this checkout is slower.
.EXAMPLE
    pwsh benchmarks/compare-commits.ps1 -Before main~20
.EXAMPLE
    pwsh benchmarks/compare-commits.ps1 -Before v0.1.0 -Command 'listing', 'scale-one /tmp/store "-Last 20" 100000'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Before,
    [string[]] $Command = @('listing', 'writing', 'gathering'),
    [int] $Repeat = 3
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Split-Path $PSScriptRoot
$other = Join-Path ([System.IO.Path]::GetTempPath()) "mdf-before-$PID"

function Build([string] $Checkout) {
    $null = dotnet build "$Checkout/benchmarks" --configuration Release --nologo --verbosity quiet
    Join-Path $Checkout 'artifacts' 'bin' 'MdfMetrics.Benchmarks' 'release' 'MdfMetrics.Benchmarks.dll'
}

# The figures that a benchmark prints: a name and milliseconds on a line.
function Get-Figure([string] $Program, [string] $Text) {
    $words = @([regex]::Matches($Text, '"([^"]*)"|\S+') | ForEach-Object { $_.Value.Trim('"') })
    foreach ($line in dotnet $Program @words) {
        if ($line -match '^measured\t(?<first>\S+)\t(?<warm>\S+)') {
            [pscustomobject]@{ Name = "$Text, first"; Value = [double]$Matches.first }
            [pscustomobject]@{ Name = "$Text, warm"; Value = [double]$Matches.warm }
        }
        elseif ($line -match '^(?<name>.*?):?\s+(?<value>[\d,.]+) ms') {
            [pscustomobject]@{ Name = $Matches.name; Value = [double]$Matches.value }
        }
    }
}

git -C $root worktree add --quiet --detach $other $Before
try {
    $programs = @{ after = Build $root; before = Build $other }
    $best = [ordered]@{}
    foreach ($text in $Command) {
        foreach ($turn in 1..$Repeat) {
            foreach ($side in 'before', 'after') {
                foreach ($figure in Get-Figure $programs[$side] $text) {
                    $best[$figure.Name] ??= @{ before = [double]::MaxValue; after = [double]::MaxValue }
                    $best[$figure.Name][$side] = [Math]::Min($best[$figure.Name][$side], $figure.Value)
                }
            }
        }
    }

    '{0,-46} {1,10} {2,10} {3,7}' -f 'milliseconds', 'before', 'after', 'ratio'
    foreach ($name in $best.Keys) {
        $pair = $best[$name]
        '{0,-46} {1,10:F1} {2,10:F1} {3,7:F2}' -f $name, $pair.before, $pair.after, ($pair.after / $pair.before)
    }
}
finally {
    git -C $root worktree remove --force $other
}
