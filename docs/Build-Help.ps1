#requires -Version 7.4
<#
.SYNOPSIS
    Builds the module's help from its markdown: MAML for the cmdlets, text for the about topics.
.DESCRIPTION
    Reads docs/en-US/*.md (the form of platyPS 2) and writes en-US/MdfMetrics.Cmdlets.dll-Help.xml and
    en-US/about_*.help.txt, where Get-Help finds them. Both are committed together with the markdown.
#>
[CmdletBinding()]
param(
    [string] $Path = "$PSScriptRoot/en-US",
    [string] $Destination = "$PSScriptRoot/../en-US"
)

$ErrorActionPreference = 'Stop'

# Markdown as plain text: without marks for code and links.
function ConvertTo-Plain([string] $Text) {
    $Text -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`'
}

function ConvertTo-Xml([string] $Text) {
    [System.Security.SecurityElement]::Escape($Text)
}

function ConvertTo-Para([string] $Text) {
    foreach ($paragraph in (ConvertTo-Plain $Text).Trim() -split '\n{2,}' | Where-Object { $_ }) {
        "<maml:para>$(ConvertTo-Xml $paragraph)</maml:para>"
    }
}

# The parts of a text under headings of one level, by heading; headings inside code do not count.
function Get-Section([string] $Text, [int] $Level) {
    $sections = [ordered]@{}
    $heading = $null
    $isCode = $false
    foreach ($line in $Text -split '\n') {
        if ($line.StartsWith('```')) {
            $isCode = -not $isCode
        }

        if (-not $isCode -and $line -match "^#{$Level} (.+)$") {
            $heading = $Matches[1]
            $sections[$heading] = ''
        }
        elseif ($heading) {
            $sections[$heading] += "$line`n"
        }
    }

    return $sections
}

# The facts that Update-Syntax.ps1 wrote below a parameter's description.
function Read-Parameter([string] $Name, [string] $Text) {
    $description, $facts, $null = $Text -split '(?m)^```(?:yaml)?$'
    $sets = foreach ($set in $facts -split '(?m)^- Name: ' | Select-Object -Skip 1) {
        $fact = ("Name: $set" -split '(?m)^AcceptedValues')[0] -replace '(?m)^ +' | ConvertFrom-StringData -Delimiter ':'
        $pipeline = @(
            if ($fact.ValueFromPipeline -eq 'true') { 'ByValue' }
            if ($fact.ValueFromPipelineByPropertyName -eq 'true') { 'ByPropertyName' }
        ) -join ', '
        @{
            Name = $fact.Name
            Position = $fact.Position.ToLowerInvariant()
            Required = $fact.IsRequired
            Pipeline = $pipeline ? "true ($pipeline)" : 'false'
        }
    }

    $lists = foreach ($key in 'Aliases', 'AcceptedValues') {
        $null = "$facts" -match "(?m)^${key}: \[(.*)\]"
        , @($Matches[1] -split ', ' | Where-Object { $_ })
    }

    $null = "$facts" -match '(?m)^Type: (.+)$'
    $type = $Matches[1]
    @{
        Name = $Name -replace '^-'
        Description = ConvertTo-Para $description
        Type = $type -replace '^.*\.'
        Default = [regex]::Match("$facts", '(?m)^DefaultValue: (.+)$').Groups[1].Value
        IsSwitch = $type -like '*SwitchParameter'
        Wildcards = "$($facts -match 'SupportsWildcards: true')".ToLowerInvariant()
        Aliases = $lists[0] ? $lists[0] -join ', ' : 'none'
        Values = $lists[1]
        Sets = @($sets)
    }
}

function Format-Parameter($Parameter, $Set, [switch] $Syntax) {
    $value = $Parameter.IsSwitch -and $Syntax ? '' :
        "<command:parameterValue required=`"true`" variableLength=`"false`">$($Parameter.Type)</command:parameterValue>"
    $values = $Parameter.Values -and $Syntax ? '<command:parameterValueGroup>' + (-join $Parameter.Values.ForEach{
            "<command:parameterValue required=`"false`" variableLength=`"false`">$_</command:parameterValue>"
        }) + '</command:parameterValueGroup>' : ''
    @"
<command:parameter required="$($Set.Required)" variableLength="false" globbing="$($Parameter.Wildcards)" pipelineInput="$($Set.Pipeline)" position="$($Set.Position)" aliases="$($Parameter.Aliases)">
<maml:name>$($Parameter.Name)</maml:name>
<maml:description>
$($Parameter.Description -join "`n")
</maml:description>
$values$value
<dev:type><maml:name>$($Parameter.Type)</maml:name><maml:uri /></dev:type>
<dev:defaultValue>$(ConvertTo-Xml $Parameter.Default)</dev:defaultValue>
</command:parameter>
"@
}

# One way to call the cmdlet: the parameters of the set, positional ones first.
function Format-Syntax([string] $Command, [string] $SetName, $Parameters) {
    $entries = foreach ($parameter in $Parameters) {
        $set = $parameter.Sets.Where({ $_.Name -in '(All)', $SetName }, 'First')[0]
        if ($set) {
            @{ Parameter = $parameter; Set = $set }
        }
    }

    '<command:syntaxItem>'
    "<maml:name>$Command</maml:name>"
    $entries | Sort-Object -Stable { $_.Set.Position } |
        ForEach-Object { Format-Parameter $_.Parameter $_.Set -Syntax }
    '</command:syntaxItem>'
}

function Format-Example([string] $Title, [string] $Text) {
    $null = $Text -match '(?s)```powershell[^\n]*\n(.*?)\n```(.*)'
    $code = $Matches[1]
    @"
<command:example>
<maml:title>---------- $(ConvertTo-Xml $Title) ----------</maml:title>
<maml:introduction><maml:para></maml:para></maml:introduction>
<dev:code>$(ConvertTo-Xml $code)</dev:code>
<dev:remarks>
$((ConvertTo-Para ($Matches[2] -replace '(?m)^```.*\n?')) -join "`n")
<maml:para></maml:para>
</dev:remarks>
</command:example>
"@
}

function Format-Type([string] $Element, [string] $Text) {
    $types = Get-Section $Text 3
    foreach ($type in $types.Keys) {
        @"
<command:$Element>
<dev:type><maml:name>$type</maml:name></dev:type>
<maml:description>
$((ConvertTo-Para $types[$type]) -join "`n")
</maml:description>
</command:$Element>
"@
    }
}

function Format-Command([string] $Text) {
    $name = [regex]::Match($Text, '(?m)^# (.+)$').Groups[1].Value
    $verb, $noun = $name -split '-'
    $uri = [regex]::Match($Text, '(?m)^HelpUri: (.+)$').Groups[1].Value
    $sections = Get-Section $Text 2
    $prose = Get-Section $sections.PARAMETERS 3
    $parameters = @($prose.Keys | ForEach-Object { Read-Parameter $_ $prose[$_] })
    $examples = Get-Section $sections.EXAMPLES 3
    $sets = (Get-Section $sections.SYNTAX 3).Keys -replace ' \(Default\)$'
    @"
<command:command xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">
<command:details>
<command:name>$name</command:name>
<command:verb>$verb</command:verb>
<command:noun>$noun</command:noun>
<maml:description>
$((ConvertTo-Para $sections.SYNOPSIS) -join "`n")
</maml:description>
</command:details>
<maml:description>
$((ConvertTo-Para $sections.DESCRIPTION) -join "`n")
</maml:description>
<command:syntax>
$(($sets | ForEach-Object { Format-Syntax $name $_ $parameters }) -join "`n")
</command:syntax>
<command:parameters>
$(($parameters | ForEach-Object { Format-Parameter $_ $_.Sets[0] }) -join "`n")
</command:parameters>
<command:inputTypes>
$((Format-Type inputType $sections.INPUTS) -join "`n")
</command:inputTypes>
<command:returnValues>
$((Format-Type returnValue $sections.OUTPUTS) -join "`n")
</command:returnValues>
<maml:alertSet>
<maml:alert>
$((ConvertTo-Para $sections.NOTES) -join "`n")
</maml:alert>
</maml:alertSet>
<command:examples>
$(($examples.Keys | ForEach-Object { Format-Example $_ $examples[$_] }) -join "`n")
</command:examples>
<command:relatedLinks>
<maml:navigationLink><maml:linkText>Online version:</maml:linkText><maml:uri>$uri</maml:uri></maml:navigationLink>
$(($sections.'RELATED LINKS'.Trim() -split '\n' | ForEach-Object {
    "<maml:navigationLink><maml:linkText>$_</maml:linkText><maml:uri /></maml:navigationLink>" }) -join "`n")
</command:relatedLinks>
</command:command>
"@
}

# Wraps a paragraph at 80 columns.
function Format-Paragraph([string] $Text, [int] $Indent = 4) {
    $margin = ' ' * $Indent
    $line = ''
    foreach ($word in $Text -split '[ \n]') {
        if ($line.Length + $word.Length -ge 80 - $Indent) {
            "$margin$line"
            $line = ''
        }

        $line = $line ? "$line $word" : $word
    }

    "$margin$line"
}

# A table in 80 columns: of each row the first cell, and the others below it.
function Format-Row([string] $Text) {
    foreach ($row in $Text -split '\n' | Select-Object -Skip 2) {
        $name, $cells = $row.Trim('|') -split '(?<!\\)\|' | ForEach-Object { (ConvertTo-Plain $_).Trim() -replace '\\\|', '|' }
        @("    $name"; $cells.ForEach{ Format-Paragraph $_ 8 }) -join "`n"
    }
}

function Format-About([string] $Text) {
    'TOPIC'
    "    $([regex]::Match($Text, '(?m)^# (.+)$').Groups[1].Value)"
    $sections = Get-Section $Text 2
    foreach ($heading in $sections.Keys) {
        ''
        $heading
        $blocks = $sections[$heading].Trim() -split '(?s)(```.*?\n```)|\n{2,}' | Where-Object { $_.Trim() }
        ($blocks | ForEach-Object {
            if ($_.StartsWith('```')) {
                ($_ -replace '(?m)^```.*\n?').TrimEnd() -replace '(?m)^', '        '
            }
            elseif ($_.StartsWith('|')) {
                (Format-Row $_) -join "`n`n"
            }
            elseif ($heading -eq 'SEE ALSO') {
                $_.Trim() -replace '(?m)^', '    '
            }
            else {
                (Format-Paragraph (ConvertTo-Plain $_.Trim())) -join "`n"
            }
        }) -join "`n`n"
    }
}

function Read-Markdown([string] $File) {
    (Get-Content $File -Raw) -replace "`r"
}

$commands = Get-ChildItem $Path -Filter '*-*.md' | Sort-Object Name |
    ForEach-Object { Format-Command (Read-Markdown $_.FullName) }
$maml = @(
    '<?xml version="1.0" encoding="utf-8"?>'
    '<!-- Built by docs/Build-Help.ps1 from docs/en-US: change the markdown, not this. -->'
    '<helpItems schema="maml" xmlns="http://msh">'
    $commands
    '</helpItems>'
) -join "`n"

$null = [xml] $maml
$null = New-Item $Destination -ItemType Directory -Force
Set-Content "$Destination/MdfMetrics.Cmdlets.dll-Help.xml" "$maml`n" -NoNewline
foreach ($file in Get-ChildItem $Path -Filter 'about_*.md') {
    $about = (Format-About (Read-Markdown $file.FullName)) -join "`n"
    Set-Content "$Destination/$($file.BaseName).help.txt" "$about`n" -NoNewline
}
