# Dot-sourced by ../soak.ps1: what is recorded now gets a time of the simulated month, and that month a change of clocks.

# A time zone whose clocks go back by an hour, in the form of tzfile(5).
function New-TimeZoneFile([string] $Path, [datetime] $Change, [int] $SummerHours) {
    $number = { param([int] $value) [byte[]] [System.Linq.Enumerable]::Reverse([System.BitConverter]::GetBytes($value)) }
    $seconds = [System.DateTimeOffset]::new($Change).ToUnixTimeSeconds()
    [byte[]] $content = @(
        [System.Text.Encoding]::ASCII.GetBytes('TZif')
        , 0 * 16
        # How many: UTC and standard flags, leap seconds; then changes, kinds of time, letters.
        foreach ($count in 0, 0, 0, 2, 2, 8) { & $number $count }
        & $number ($seconds - 150 * 86400)
        & $number $seconds
        1, 0
        & $number (3600 * ($SummerHours - 1))
        0, 0
        & $number (3600 * $SummerHours)
        1, 4
        [System.Text.Encoding]::ASCII.GetBytes("STD`0SUM`0")
    )
    $null = New-Item (Split-Path $Path) -ItemType Directory -Force
    [System.IO.File]::WriteAllBytes($Path, $content)
}

# A run that has ended, as if it had started then: itself, its stages and its operators, for Export-MdfMetrics.
function Get-MovedRow($Run, [datetime] $Start) {
    $distance = $Start - $Run.start_time.ToUniversalTime()
    foreach ($row in @($Run) + @($Run | Get-MdfStageMetric) + @($Run | Get-MdfOperatorMetric)) {
        $moved = [ordered]@{}
        foreach ($property in $row.psobject.Properties) {
            $isTime = $property.Value -is [datetime]
            $moved[$property.Name] = $isTime ? $property.Value.ToUniversalTime() + $distance : $property.Value
        }
        [pscustomobject] $moved
    }
}

# The journal of a dead process, as if its run had started then. When the process began stays: by it others know that it is dead.
function Move-Journal([string] $Folder, [datetime] $Start) {
    $culture = [cultureinfo]::InvariantCulture
    $parse = { param($text) [datetime]::Parse($text, $culture, 'AdjustToUniversal') }
    $files = Get-ChildItem $Folder -File
    $first = Get-Content ($files | Where-Object Extension -EQ .ndjson) -TotalCount 1
    $distance = $Start - (& $parse ([regex]::Match($first, '"start_time":"([^"]+)"').Groups[1].Value))
    foreach ($file in $files) {
        $text = Get-Content $file -Raw
        $moved = [regex]::Replace($text, '(?<="(time|start_time|timestamp)":")[^"]+', {
                (& $parse $args[0].Value).Add($distance).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", $culture)
            })
        $new = Join-Path $Folder ".$($file.Name).tmp"
        [System.IO.File]::WriteAllText($new, $moved)
        Move-Item -LiteralPath $new $file -Force
    }
}
