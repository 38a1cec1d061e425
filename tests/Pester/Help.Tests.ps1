BeforeDiscovery {
    $root = "$PSScriptRoot/../.."
    $commands = (Import-PowerShellDataFile "$root/MdfMetrics.psd1").CmdletsToExport
    $topics = (Get-ChildItem "$root/docs/en-US/about_*.md").BaseName

    # Every PowerShell block of README, docs and help, and the output that they show for it. They run in a folder that
    # ExampleFolder.ps1 fills, but for those marked no-run, which need what a test does not have.
    $blocks = foreach ($file in @("$root/README.md"; (Get-ChildItem "$root/docs/*.md", "$root/docs/en-US/*.md").FullName)) {
        $text = (Get-Content $file -Raw) -replace "`r"
        $pattern = '(?ms)^```powershell( no-run)?\n(.*?)\n```$(?:(?:(?!^#|^```).)*^```(?:output|text)\n(.*?)\n```$)?'
        foreach ($match in [regex]::Matches($text, $pattern)) {
            $line = $text.Substring(0, $match.Index).Split("`n").Count
            $leaf = Split-Path $file -Leaf
            @{
                Where = "${leaf}:$line"
                File = $leaf
                Code = $match.Groups[2].Value
                IsRun = -not $match.Groups[1].Success
                Output = $match.Groups[3].Value
                IsHelp = $commands -contains (Split-Path $file -LeafBase)
            }
        }
    }

    $yaml = foreach ($file in Get-ChildItem "$root/docs/*.md") {
        $text = (Get-Content $file -Raw) -replace "`r"
        foreach ($match in [regex]::Matches($text, '(?ms)^```yaml\n(.*?)^```$')) {
            @{ Where = "$($file.Name):$($text.Substring(0, $match.Index).Split("`n").Count)"; Yaml = $match.Groups[1].Value }
        }
    }

    # The commands of the README's session, each with the output below it.
    $session = [regex]::Match(((Get-Content "$root/README.md" -Raw) -replace "`r"), '(?ms)^```console\n(.*?)^```').Groups[1].Value
    $steps = foreach ($step in $session -split '(?m)^PS> ' | Where-Object { $_ }) {
        $first, $rest = $step.Split("`n")
        $more, $output = $rest.Where({ $_.StartsWith('>> ') }, 'Split')
        @{ Code = (@($first) + $more -replace '^>> ') -join "`n"; Output = $output -join "`n" }
    }

    # The pages with blocks that this does not run, how many, and why.
    $notRun = @{
        'README.md' = 2             # they build this checkout, as .ci/run does
        'alert-recipes.md' = 9      # AlertRecipes.Tests.ps1 runs them
        'distributed.md' = 1        # needs machines; Ssh.Tests.ps1 runs its like
        'superset.md' = 1           # needs a Superset; Export-MdfDashboard.Tests.ps1 plays one
        'Watch-MdfRun.md' = 2       # a live table, and an endless command: Watch-MdfRun.Tests.ps1
    }
}

BeforeAll {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$root/MdfMetrics.psd1" -Force
}

Describe 'Get-Help <_>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $_
        $type = $command.ImplementingType
        $help = Get-Help $_ -Full
        $parameters = $command.Parameters.Values |
            Where-Object Name -NotIn ([System.Management.Automation.Cmdlet]::CommonParameters)
    }

    It 'has a synopsis and a description' {
        $help.Synopsis | Should -Not -BeLike "*$($_) *"
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.description.Text | Should -Not -BeNullOrEmpty
    }

    It 'has at least two examples with code and a sentence' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $example.code | Should -BeLike '*Mdf*'
            $example.remarks.Text | Should -Not -BeNullOrEmpty
        }
    }

    It 'describes every parameter, and no other' {
        foreach ($parameter in $help.parameters.parameter) {
            $parameter.description.Text | Should -Not -BeNullOrEmpty -Because "-$($parameter.name) needs a description"
        }

        $help.parameters.parameter.name | Sort-Object | Should -Be ($parameters.Name | Sort-Object)
    }

    It 'tells what every optional parameter is by default' {
        foreach ($parameter in $parameters | Where-Object { $_.ParameterSets.Values.IsMandatory -contains $false }) {
            $told = $help.parameters.parameter.Where{ $_.name -eq $parameter.Name }.defaultValue
            $told | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) needs a DefaultValue (docs/Update-Syntax.ps1)"
            $value = $type.GetProperty($parameter.Name)?.GetValue([System.Activator]::CreateInstance($type))
            if ($null -ne $value -and $value -isnot [System.Collections.IDictionary]) {
                $told | Should -BeExactly "$value"
            }
        }
    }

    It 'tells inputs, outputs, errors and related links' {
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
        foreach ($output in $command.OutputType.Name | Where-Object { $_ -notin 'System.Object', 'System.Void' }) {
            $help.returnValues.returnValue.type.name | Should -Contain $output
        }
        @($help.alertSet.alert.Text)[0] | Should -Match '^Errors: '
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_MdfMetrics'
        foreach ($link in $help.relatedLinks.navigationLink.linkText | Where-Object { $_ -ne 'Online version:' }) {
            Get-Help $link -ErrorAction Stop | Should -Not -BeNullOrEmpty
        }
    }

    It 'is online where the cmdlet says' {
        $uri = [System.Attribute]::GetCustomAttribute($type, [System.Management.Automation.CmdletAttribute]).HelpUri
        $uri | Should -BeLike 'https://*'
        "$root/docs/en-US/$_.md" | Should -FileContentMatchExactly "^HelpUri: $([regex]::Escape($uri))$"
        @($help.relatedLinks.navigationLink)[0].uri | Should -BeExactly $uri
    }
}

Describe 'Get-Help <_>' -ForEach $topics {
    It 'is found, with a short description and where to go on' {
        $text = Get-Help $_ | Out-String
        $text | Should -Match "(?m)^TOPIC\r?\n    $_\r?$"
        $text | Should -MatchExactly '(?m)^SHORT DESCRIPTION\r?\n    \S'
        foreach ($link in ($text -split 'SEE ALSO')[1].Trim() -split '\s+') {
            Get-Help $link -ErrorAction Stop | Should -Not -BeNullOrEmpty
        }
    }
}

Describe 'Get-Help about_MdfMetrics' {
    It 'is found' {
        Get-Help about_MdfMetrics | Should -Match 'THE CURRENT RUN AND STAGE'
    }

    It 'leads to the other topics' -ForEach @{ Topics = $topics } {
        $see = ((Get-Help about_MdfMetrics | Out-String) -split 'SEE ALSO')[1]
        $Topics | Should -HaveCount 4
        foreach ($topic in $Topics | Where-Object { $_ -ne 'about_MdfMetrics' }) {
            $see | Should -MatchExactly "\b$topic\b"
        }
    }

    It 'tells of every error id when it comes and what to do' {
        $about = Get-Help about_MdfMetrics | Out-String
        $source = Get-Content "$root/src/MdfMetrics.Core/MetricsError.cs" -Raw
        $ids = [regex]::Matches($source, '(?m)^    (\w+),').ForEach{ $_.Groups[1].Value }
        $ids.Count | Should -BeGreaterThan 10
        foreach ($id in $ids) {
            $about | Should -MatchExactly "(?m)^    $id\r?\n        \S.*\r?\n        \S"
        }
    }
}

Describe 'The help files' {
    It 'has markdown whose syntax is the module''s (docs/Update-Syntax.ps1 writes it)' {
        Copy-Item "$root/docs/en-US" TestDrive:/markdown -Recurse
        & "$root/docs/Update-Syntax.ps1" -Path "$TestDrive/markdown"
        Get-ChildItem "$root/docs/en-US" | Should -Not -BeNullOrEmpty
        foreach ($file in Get-ChildItem "$root/docs/en-US") {
            $written = Get-Content "$TestDrive/markdown/$($file.Name)"
            $written | Should -Be (Get-Content $file) -Because $file.Name
        }
    }

    It 'is what docs/Build-Help.ps1 builds of the markdown' {
        & "$root/docs/Build-Help.ps1" -Destination "$TestDrive/help"
        (Get-ChildItem "$root/en-US").Name | Should -Be (Get-ChildItem "$TestDrive/help").Name
        foreach ($file in Get-ChildItem "$root/en-US") {
            Get-Content "$TestDrive/help/$($file.Name)" | Should -Be (Get-Content $file) -Because $file.Name
        }
    }
}

Describe 'The blocks of README, docs and help' {
    It 'are found' -ForEach @{ Count = @($blocks).Count } {
        $Count | Should -BeGreaterThan 120
    }

    It 'all run but <Known>' -ForEach @{
        Found = $blocks | Where-Object { -not $_.IsRun } | ForEach-Object { $_.File } | Group-Object | ForEach-Object { "$($_.Name) $($_.Count)" }
        Known = $notRun.GetEnumerator() | Sort-Object Key | ForEach-Object { "$($_.Key) $($_.Value)" }
    } {
        $Found | Sort-Object | Should -Be $Known
    }

    It '<Where> parses' -ForEach $blocks {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
    }
}

Describe 'The examples of README, docs and help' {
    BeforeAll {
        . "$PSScriptRoot/PwshCommand.ps1"
        . "$PSScriptRoot/ModulesFolder.ps1"
        . "$PSScriptRoot/TraceReceiver.ps1"
        . "$PSScriptRoot/WhatIf.ps1"
        $template = (New-Item TestDrive:/template -ItemType Directory).FullName
        & "$PSScriptRoot/ExampleFolder.ps1" $template
        $location = $PWD
        $receiver = Start-TraceReceiver

        # The module is found by its name.
        $modulePath = $env:PSModulePath
        $modules = New-ModulesFolder
        $env:PSModulePath = "$modules$([System.IO.Path]::PathSeparator)$modulePath"
        Remove-Module MdfMetrics
        Import-Module MdfMetrics

        # Output without what differs from run to run: ids, times, rates, the folder, widths. Counts and names stay.
        function Format-Stable([string] $Text) {
            $Text.Replace($folder, '/srv/pipeline') -replace 'run_\d{8}_\d{6}_[0-9a-f]{8}', 'ID' -replace
                '(\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})( \d\d:\d\d(:\d\d)?)?', 'DATE' -replace '[\d.,]+/s', 'RATE' -replace
                '[\d.,]+ (ns|µs|ms|s)\b|\b0\.\d{2,}\b', 'TIME' -split '\r?\n' -replace '-{2,}', '--' -replace '\s+', ' ' -replace '^ | $' |
                Where-Object { $_ } | Join-String -Separator "`n"
        }

        # What stands for what the texts speak of: a run that another machine started, its folder, a receiver of traces.
        function ConvertTo-Embedding { process { "vector of $args" } }
        function Get-Runnable([string] $Code) {
            if ($Code.Contains('/mnt/shared/metrics')) {
                $null = Start-MdfRun -RunId nightly-0125 -Path ./shared
            }
            $Code.Replace('/mnt/shared/metrics', './shared').Replace('/mnt/metrics', "$folder/metrics").Replace(
                'http://collector:4318', $receiver.Address)
        }

        function Invoke-Example([string] $Code) {
            $block = [scriptblock]::Create($Code)
            if ($Code.Contains('-WhatIf')) { Invoke-WhatIf $block } else { & $block }
        }
    }

    AfterAll {
        $receiver.Listener.Stop()
        Remove-Module MdfMetrics
        $env:PSModulePath = $modulePath
        Remove-ModulesFolder $modules
    }

    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        Copy-Item $template $folder -Recurse
        Set-Location $folder
        $environment = Get-ChildItem env: | Where-Object Name -Match '^(MDF|OTEL)_'
    }

    AfterEach {
        # An example that fails may leave its run.
        foreach ($command in 'Disconnect-MdfRun', 'Stop-MdfRun', 'Stop-MdfRun') { try { $null = & $command } catch { } }
        Get-ChildItem env: | Where-Object Name -Match '^(MDF|OTEL)_' | Remove-Item
        $environment | ForEach-Object { Set-Item "env:$($_.Name)" $_.Value }
        Set-Location $location
    }

    It '<Where> runs' -ForEach ($blocks | Where-Object { $_.IsRun }) {
        if ($Code.Contains('python3') -and -not (Get-Command python3 -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'there is no python3'
        }

        $ErrorActionPreference = 'Stop'
        $given = Get-Runnable $Code
        $result = Invoke-Example $given
        if ($Output) {
            $expected = Format-Stable $Output.Replace('/mnt/shared/metrics', '/srv/pipeline/shared')
            # As a wide window shows it, or one of 120 or 80 columns, which leaves columns out.
            $shown = foreach ($width in 500, 119, 79) {
                $actual = Format-Stable ($result | Out-String -Width $width)
                if ($expected.EndsWith('…') -and $actual.Length -ge $expected.Length) {
                    $actual = "$($actual.Substring(0, $expected.Length - 1))…"
                }
                $actual
            }
            $shown | Should -Contain $expected -Because $shown[-1]
        }
        elseif ($IsHelp) {
            $result | Out-String | Should -BeNullOrEmpty -Because 'an example that prints shows what'
        }

        if ($Code.Contains('/mnt/shared/metrics')) {
            if ($Code -notmatch 'Disconnect-MdfRun') { Disconnect-MdfRun }
            $null = Stop-MdfRun
        }
        { Get-MdfRun -Current } | Should -Throw -ErrorId 'NoCurrentRun,*' -Because 'the example stops its run'
    }

    It '<Where> is read without a complaint, as a pipeline, rules or a configuration' -ForEach $yaml {
        Set-Content ./it.yaml $Yaml
        $ErrorActionPreference = 'Stop'
        switch -Regex ($Yaml) {
            '(?m)^stages:' { Invoke-MdfPipeline ./it.yaml -WhatIf -WarningVariable told | Should -BeNullOrEmpty; break }
            '(?m)^rules:' { $null = Test-MdfAlert -Path ./metrics -RulePath ./it.yaml -WarningVariable told; break }
            default { Start-MdfRun -ConfigPath ./it.yaml -WarningVariable told { } }
        }
        $told | Should -BeNullOrEmpty
    }

    It 'include a session, of which each command prints what stands below it' -ForEach @{ Steps = $steps } {
        $Steps | Should -HaveCount 4
        foreach ($step in $Steps) {
            $shown = & ([scriptblock]::Create($step.Code)) | Out-String -Width 119
            Format-Stable $shown | Should -Be (Format-Stable $step.Output) -Because $step.Code
        }
    }

    It 'sent their traces' {
        $receiver.Paths | Should -Contain '/v1/traces'
        $receiver.Paths | Should -Contain '/v1/metrics'
    }
}
