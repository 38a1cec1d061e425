# A folder for $env:PSModulePath, in which the module of this checkout is found by its name: a link. It lies outside of
# TestDrive, which Pester lists and clears through links.
function New-ModulesFolder {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "mdf-modules-$([guid]::NewGuid().ToString('n'))"
    $null = New-Item $folder -ItemType Directory
    $checkout = Split-Path (Split-Path $PSScriptRoot)
    $null = New-Item "$folder/MdfMetrics" -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') -Target $checkout
    $folder
}

# Neither call goes into a folder: the first removes the link itself, the second fails where anything is left.
function Remove-ModulesFolder([string] $Folder) {
    [System.IO.Directory]::Delete((Join-Path $Folder MdfMetrics))
    [System.IO.Directory]::Delete($Folder)
}
