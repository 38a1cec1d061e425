# Dot-sourced by ../soak.ps1: the processes beside it, most of which end by SIGKILL.

$running = [System.Collections.Generic.Dictionary[string, System.Diagnostics.Process]]::new()

function Start-Child([string] $Name, [string] $Script, [string[]] $Arguments) {
    $program = [System.Environment]::ProcessPath
    $start = [System.Diagnostics.ProcessStartInfo]::new($program)
    $start.RedirectStandardOutput = $true
    # The .NET tool's PowerShell is a dotnet that runs pwsh.dll.
    $first = (Split-Path $program -LeafBase) -eq 'dotnet' ? @("$PSHOME/pwsh.dll") : @()
    foreach ($argument in $first + '-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/$Script" + $Arguments) {
        $start.ArgumentList.Add($argument)
    }
    $running[$Name] = [System.Diagnostics.Process]::Start($start)
    $Name
}

function Test-Child([string] $Name) {
    $running.ContainsKey($Name)
}

# A run in a process that will be killed when its records are through. It goes on through the night's maintenance.
function Start-Victim([datetime] $Start, [int] $Count) {
    $id = 'hourly-{0:yyyyMMddTHHmm}' -f $Start
    $null = Add-ExpectedRun $id hourly $Start @{ worker_0 = $Count } -Status abandoned
    $script:victim = Start-Child $id process.ps1 '-Store', $store, '-RunId', $id, '-Count', $Count, '-Hang'
}

function Stop-Victim {
    if ($script:victim) {
        $id, $script:victim = $script:victim, $null
        Stop-Child $id -Kill
        Move-Journal "$store/_journal/run_$($id.ToLowerInvariant())" $ledger.Find({ $args[0].Id -eq $id }).Start
    }
}

function Start-Worker([string] $RunId, [int] $Count, [string] $WorkerId) {
    $hang = $WorkerId -like '*dies' ? @('-Hang') : @()
    Start-Child $WorkerId process.ps1 (@('-Store', $store, '-RunId', $RunId, '-Count', $Count, '-WorkerId', $WorkerId) + $hang)
}

# Waits until its records are through, then for its end, or kills it.
function Stop-Child([string] $Name, [switch] $Kill) {
    $process = $running[$Name]
    $line = $process.StandardOutput.ReadLine()
    if ($line -ne 'ready') {
        throw "$Name said '$line'"
    }
    if ($Kill -or $Name -like '*dies') {
        $process.Kill()
    }
    $process.WaitForExit()
    $null = $running.Remove($Name)
}

# The night's maintenance in a process that is killed as one of its steps begins, or a little later.
function Stop-Night([hashtable] $Night) {
    $last = 'restore', 'summarise', 'optimise', 'clear' | Select-Object -Index $random.Next(4)
    $wait = $random.Next(200)
    $arguments = '-Store', $Night.Store, '-TimeZone', $Night.TimeZone, '-OlderThan', "$($Night.OlderThan)", '-Before', $Night.Before.ToString('o')
    $name = Start-Child night night.ps1 $arguments
    $process = $running[$name]
    do {
        $line = $process.StandardOutput.ReadLine()
    } until ($line -eq $last -or $null -eq $line)
    Start-Sleep -Milliseconds $wait
    $process.Kill()
    $process.WaitForExit()
    $null = $running.Remove($name)
    Write-Line "maintenance was killed $wait ms after it began to $last"
}

function Start-Reader {
    $arguments = '-Store', $store, '-Ledger', $marks, '-Stop', "$Path/stop"
    Start-Child 'our reader' reader.ps1 $arguments
    if (Test-Path $DuckDB) {
        Start-Child 'SQL reader' reader.ps1 ($arguments + '-DuckDB', $DuckDB)
    }
}

# All lines but the last are what it found wrong.
function Wait-Reader([string] $Name) {
    $process = $running[$Name]
    $lines = $process.StandardOutput.ReadToEnd().TrimEnd() -split "`n"
    $process.WaitForExit()
    $null = $running.Remove($Name)
    Write-Line "$Name`: $($lines[-1])"
    $lines.Where{ $_ -notmatch '^read \d+ times' }.ForEach{ $differences.Add("$Name`: $_") }
    if ($process.ExitCode -or $lines[-1] -notmatch '^read [1-9]') {
        $differences.Add("$Name ended with $($process.ExitCode) and read nothing, or not to the end")
    }
}

function Stop-AllChild {
    foreach ($process in $running.Values) {
        $process.Kill()
    }
}
