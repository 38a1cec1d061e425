# The command line of a PowerShell like this one; the .NET tool's is a dotnet that runs pwsh.dll.
function Get-PwshCommand {
    $program = [System.Environment]::ProcessPath
    $program
    if ((Split-Path $program -LeafBase) -eq 'dotnet') { "$PSHOME/pwsh.dll" }
}

# In the tests, pwsh is such a one.
function pwsh {
    $program, [string[]] $first = Get-PwshCommand
    & $program @first @args
}
