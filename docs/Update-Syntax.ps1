#requires -Version 7.4
<#
.SYNOPSIS
    Writes what the built module knows into the help's markdown: front matter, syntax, and each parameter's facts.
.DESCRIPTION
    The prose is written by hand. For a new parameter write "### -Name" and its description under PARAMETERS, in the
    order of the alphabet; for a new cmdlet a file with the sections of the others. Then run this, then Build-Help.ps1.
    DefaultValue of an optional parameter is written by hand too, unless the cmdlet's property begins with a value.
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

function Get-HelpUri($Command) {
    [System.Attribute]::GetCustomAttribute($Command.ImplementingType, [System.Management.Automation.CmdletAttribute]).HelpUri
}

function Format-FrontMatter($Command) {
    @"
---
document type: cmdlet
external help file: MdfMetrics.Cmdlets.dll-Help.xml
HelpUri: $(Get-HelpUri $Command)
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

# What a parameter is that is not given: as the property has it, else as the page says.
function Get-DefaultValue($Command, $Parameter, [string] $Text) {
    $optional = $Parameter.ParameterSets.Values.Where{ -not $_.IsMandatory }
    if (-not $optional -or $Parameter.Name -in 'WhatIf', 'Confirm') {
        return $Parameter.SwitchParameter ? 'False' : ''
    }

    $type = $Command.ImplementingType
    $value = $type.GetProperty($Parameter.Name).GetValue([System.Activator]::CreateInstance($type))
    $page = [regex]::Match($Text, "(?ms)^### -$($Parameter.Name)\n((?!^### ).)*?^DefaultValue: ([^\n]+)").Groups[2].Value
    $value -is [System.Collections.IDictionary] -or $null -eq $value ? $page : "$value"
}

function Format-Parameter($Parameter, [string] $Default) {
    $type = [System.Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
    $wildcards = $Parameter.Attributes.Where{ $_ -is [SupportsWildcards] }.Count -gt 0
    $values = $Parameter.Attributes.Where{ $_ -is [ValidateSet] }.ForEach{ $_.ValidValues }
    if ($type.IsEnum) {
        $values = [enum]::GetNames($type)
    }

    '```yaml'
    "Type: $($type.ToString())"
    "DefaultValue: $Default".TrimEnd()
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
    $page = (Get-Content $file -Raw) -replace "`r"
    $text = $page -replace '(?s)\A---.*?\n---\n\n'
    $text = $text -replace '(?ms)^## SYNTAX\n.*?(?=^## )' -replace '(?ms)^```yaml\n.*?^```\n\n'
    $text = $text -replace '(?ms)^### -(WhatIf|Confirm)\n.*?(?=^##)'
    $text = $text -replace '(?m)^## DESCRIPTION', "## SYNTAX`n`n$((Format-Syntax $command) -join "`n")`n## DESCRIPTION"
    foreach ($name in 'Confirm', 'WhatIf' | Where-Object { $command.Parameters.ContainsKey($_) }) {
        $text = $text -replace '(?m)^## INPUTS', "### -$name`n`n$($described[$name])`n`n## INPUTS"
    }

    foreach ($parameter in $command.Parameters.Values | Where-Object Name -notin $common) {
        $facts = (Format-Parameter $parameter (Get-DefaultValue $command $parameter $page)) -join "`n"
        $text = $text -replace "(?ms)(^### -$($parameter.Name)\n\n.*?\n\n)(?=##)", "`$1$facts`n`n"
    }

    Set-Content $file "$(Format-FrontMatter $command)`n`n$text" -NoNewline
}
