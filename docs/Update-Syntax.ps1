#requires -Version 7.4
<#
.SYNOPSIS
    Writes what the built module knows into the help's markdown: front matter, syntax, and each parameter's facts.
.DESCRIPTION
    The prose is written by hand. For a new parameter write "### -Name" and its description under PARAMETERS, in the
    order of the alphabet; for a new cmdlet a file with the sections of the others. Then run this, then Build-Help.ps1.
#>
[CmdletBinding()]
param(
    [string] $Path = "$PSScriptRoot/en-US"
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
$common = [System.Management.Automation.Cmdlet]::CommonParameters
$described = @{
    WhatIf = 'Shows what would be done, and changes nothing in the store.'
    Confirm = 'Asks before anything is changed in the store.'
}

function Format-FrontMatter($Command) {
    @"
---
document type: cmdlet
external help file: MdfMetrics.Cmdlets.dll-Help.xml
HelpUri: ''
Locale: en-US
Module Name: MdfMetrics
PlatyPS schema version: 2024-05-01
title: $($Command.Name)
---
"@
}

function Format-Syntax($Command) {
    foreach ($set in $Command.ParameterSets) {
        $default = $set.IsDefault -and $Command.ParameterSets.Count -gt 1 ? ' (Default)' : ''
        "### $($set.Name)$default`n`n``````text`n$($Command.Name) $($set.ToString() -replace ' ?\[<CommonParameters>\]') [<CommonParameters>]`n```````n"
    }
}

function Format-Parameter($Parameter) {
    $type = [System.Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
    $wildcards = $Parameter.Attributes.Where{ $_ -is [SupportsWildcards] }.Count -gt 0
    $values = $Parameter.Attributes.Where{ $_ -is [ValidateSet] }.ForEach{ $_.ValidValues }
    if ($type.IsEnum) {
        $values = [enum]::GetNames($type)
    }

    '```yaml'
    "Type: $($type.ToString())"
    "SupportsWildcards: $("$wildcards".ToLowerInvariant())"
    "Aliases: [$($Parameter.Aliases -join ', ')]"
    'ParameterSets:'
    foreach ($set in $Parameter.ParameterSets.GetEnumerator() | Sort-Object Key) {
        $position = $set.Value.Position -lt 0 ? 'Named' : $set.Value.Position
        "- Name: $($set.Key -eq '__AllParameterSets' ? '(All)' : $set.Key)"
        "  Position: $position"
        "  IsRequired: $("$($set.Value.IsMandatory)".ToLowerInvariant())"
        "  ValueFromPipeline: $("$($set.Value.ValueFromPipeline)".ToLowerInvariant())"
        "  ValueFromPipelineByPropertyName: $("$($set.Value.ValueFromPipelineByPropertyName)".ToLowerInvariant())"
    }

    "AcceptedValues: [$($values -join ', ')]"
    '```'
}

foreach ($command in Get-Command -Module MdfMetrics) {
    $file = Join-Path $Path "$($command.Name).md"
    $text = (Get-Content $file -Raw) -replace "`r" -replace '(?s)\A---.*?\n---\n\n'
    $text = $text -replace '(?ms)^## SYNTAX\n.*?(?=^## )' -replace '(?ms)^```yaml\n.*?^```\n\n'
    $text = $text -replace '(?ms)^### -(WhatIf|Confirm)\n.*?(?=^##)'
    $text = $text -replace '(?m)^## DESCRIPTION', "## SYNTAX`n`n$((Format-Syntax $command) -join "`n")`n## DESCRIPTION"
    foreach ($name in 'Confirm', 'WhatIf' | Where-Object { $command.Parameters.ContainsKey($_) }) {
        $text = $text -replace '(?m)^## INPUTS', "### -$name`n`n$($described[$name])`n`n## INPUTS"
    }

    foreach ($parameter in $command.Parameters.Values | Where-Object Name -notin $common) {
        $facts = (Format-Parameter $parameter) -join "`n"
        $text = $text -replace "(?ms)(^### -$($parameter.Name)\n\n.*?\n\n)(?=##)", "`$1$facts`n`n"
    }

    Set-Content $file "$(Format-FrontMatter $command)`n`n$text" -NoNewline
}
