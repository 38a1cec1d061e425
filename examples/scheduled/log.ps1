# Dot-sourced by the scripts beside it: writes a line with the time, and adds it to the file -LogPath where one is given.
function Write-Line([string] $Text) {
    $line = (Get-Date).ToString('yyyy-MM-dd HH:mm:ss ', [cultureinfo]::InvariantCulture) + $Text
    $line
    if ($LogPath) {
        Add-Content -LiteralPath $LogPath -Value $line
    }
}
