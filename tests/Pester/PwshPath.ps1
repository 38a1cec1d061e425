# The command that starts a PowerShell like this one. The .NET tool's is the parent of a dotnet that runs the engine.
function Get-PwshPath {
    $process = Get-Process -Id $PID
    if ($process.ProcessName -eq 'dotnet') { $process = $process.Parent }
    $process.Path
}
