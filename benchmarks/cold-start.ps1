<#
.SYNOPSIS
    What the module costs a new process: Import-Module, the first listing, and the first run recorded and written.
.DESCRIPTION
    Each turn starts a new PowerShell for each copy of the module, alternately, so that a machine whose speed drifts slows
    both. Printed are medians, in milliseconds, and how many methods the runtime had to compile. The copy with images is what
    build.ps1 -Task Package leaves in output/MdfMetrics/<version>; the portable one is the same without them. The PowerShell is that of mdf,
    ReadyToRun as Microsoft's packages are.
.EXAMPLE
    pwsh build.ps1 -Task Package; pwsh benchmarks/cold-start.ps1
#>
[CmdletBinding()]
param(
    [string] $Package = (Resolve-Path "$PSScriptRoot/../output/MdfMetrics/*"),
    [int] $Repeat = 9
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
. "$PSScriptRoot/MdfTool.ps1"

# Does the steps in a new process, and prints the milliseconds and the compiled methods of each.
$steps = {
    param($manifest, $folder)
    function Measure-Step([string] $Name, [scriptblock] $Step) {
        $methods = [System.Runtime.JitInfo]::GetCompiledMethodCount($false)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = . $Step
        $time = $watch.Elapsed.TotalMilliseconds
        "$Name $time $([System.Runtime.JitInfo]::GetCompiledMethodCount($false) - $methods)"
    }

    $null = Measure-Step nothing { }
    Measure-Step import { Import-Module $manifest }
    Measure-Step list { Get-MdfRun -Path $folder/listed }
    Measure-Step run {
        Start-MdfRun -Path $folder/written { Enter-MdfStage s { 1..100 | Measure-MdfOperator o { $_ } } }
    }
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[int][Math]::Floor($Values.Count / 2)] }

$folder = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "mdf-cold-$PID") -ItemType Directory
try {
    $copies = [ordered]@{ portable = Join-Path $folder portable; images = Join-Path $folder images }
    $pwsh = (Install-MdfTool (Join-Path $folder tool)).Pwsh
    foreach ($copy in $copies.Values) { Copy-Item $Package $copy -Recurse }
    Remove-Item (Join-Path $copies.portable bin net10.0) -Recurse
    $script = Join-Path $folder step.ps1
    Set-Content $script $steps
    Import-Module (Join-Path $copies.portable MdfMetrics.psd1)
    foreach ($run in 1..10) {
        Start-MdfRun -Path "$folder/listed" { Enter-MdfStage s { $null = 1..100 | Measure-MdfOperator o { $_ } } }
    }

    # The first turn, which finds nothing in the caches of the file system, does not count.
    $figures = foreach ($turn in 0..$Repeat) {
        foreach ($name in $copies.Keys) {
            $lines = & $pwsh -NoProfile -NonInteractive -File $script (Join-Path $copies.$name MdfMetrics.psd1) $folder
            $parts = $lines | ForEach-Object {
                $words = -split $_
                [pscustomobject]@{ Copy = $name; Step = $words[0]; Time = [double]$words[1]; Methods = [int]$words[2] }
            }
            $sum = [pscustomobject]@{
                Copy = $name; Step = 'sum'
                Time = ($parts | Measure-Object Time -Sum).Sum; Methods = ($parts | Measure-Object Methods -Sum).Sum
            }
            if ($turn) { $parts; $sum }
        }
    }

    '{0,-8} {1,12} {2,10} {3,8} {4,12} {5,10}' -f '', 'portable ms', 'images ms', 'ratio', 'methods', 'methods'
    foreach ($step in 'import', 'list', 'run', 'sum') {
        $of = @{}
        foreach ($name in $copies.Keys) {
            $of.$name = $figures | Where-Object { $_.Copy -eq $name -and $_.Step -eq $step }
        }
        $portable = Get-Median $of.portable.Time
        $images = Get-Median $of.images.Time
        '{0,-8} {1,12:N1} {2,10:N1} {3,8:N2} {4,12} {5,10}' -f $step, $portable, $images, ($images / $portable),
            (Get-Median $of.portable.Methods), (Get-Median $of.images.Methods)
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
