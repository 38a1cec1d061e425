<#
.SYNOPSIS
    The commands of configs/example_with_metrics.yaml: ordinary functions, records in, records out.
.DESCRIPTION
    None of them knows of metrics: Invoke-MdfPipeline measures them from outside. They run in pwsh and in mdf alike.
#>

function TextFileLoader {
    # Gives the lines of text files; paths may have wildcards.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string[]] $Path)

    Get-ChildItem -Path $Path -File | ForEach-Object { [System.IO.File]::ReadLines($_.FullName) }
}

function TrimLine {
    process { $_.Trim() }
}

function DropBlank {
    process { if ($_) { $_ } }
}

function LengthFilter {
    param([int] $MinLength = 0, [int] $MaxLength = [int]::MaxValue)
    process { if ($_.Length -ge $MinLength -and $_.Length -le $MaxLength) { $_ } }
}

function Lowercase {
    process { $_.ToLowerInvariant() }
}

function NormaliseWhitespace {
    process { $_ -replace '\s+', ' ' }
}

function Deduplicate {
    # A whole-stream operator: each replica keeps what it has seen.
    begin { $seen = [System.Collections.Generic.HashSet[string]]::new() }
    process { if ($seen.Add($_)) { $_ } }
}

function TextFileWriter {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(ValueFromPipeline)] [string] $Line
    )

    begin {
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($file))
        $writer = [System.IO.StreamWriter]::new($file)
    }

    process { $writer.WriteLine($Line) }

    clean { if ($writer) { $writer.Dispose() } }
}
