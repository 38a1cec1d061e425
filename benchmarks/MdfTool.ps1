# Packs mdf for this platform, ReadyToRun, and installs it into a folder.
function Install-MdfTool([string] $Folder) {
    $platform = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    $null = dotnet pack "$PSScriptRoot/../src/MdfMetrics.Host" --output $Folder -p:ToolPackageRuntimeIdentifiers=$platform
    $null = dotnet tool install MdfMetrics.Tool --add-source $Folder --tool-path $Folder
    $suffix = $IsWindows ? '.exe' : ''
    [pscustomobject]@{
        Mdf = "$Folder/mdf$suffix"
        # A plain PowerShell, whose engine is compiled ahead as that of Microsoft's packages is; that of the .NET tool is not.
        Pwsh = (Get-ChildItem "$Folder/.store" -Recurse -Force -Filter "pwsh$suffix").FullName
    }
}
