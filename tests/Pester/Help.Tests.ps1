BeforeDiscovery {
    $root = "$PSScriptRoot/../.."
    $commands = (Import-PowerShellDataFile "$root/MdfMetrics.psd1").CmdletsToExport

    # Every PowerShell block of README, docs and help, and the output that they show for it. They run in a folder that
    # ExampleFolder.ps1 fills, but for those marked no-run, which need what a test does not have.
    $blocks = foreach ($file in @("$root/README.md"; (Get-ChildItem "$root/docs/*.md", "$root/docs/en-US/*.md").FullName)) {
        $text = (Get-Content $file -Raw) -replace "`r"
        $pattern = '(?ms)^```powershell( no-run)?\n(.*?)\n```$(?:(?:(?!^#|^```).)*^```(?:output|text)\n(.*?)\n```$)?'
        foreach ($match in [regex]::Matches($text, $pattern)) {
            $line = $text.Substring(0, $match.Index).Split("`n").Count
            @{
                Where = "$(Split-Path $file -Leaf):$line"
                Code = $match.Groups[2].Value
                IsRun = -not $match.Groups[1].Success
                Output = $match.Groups[3].Value
            }
        }
    }
}

BeforeAll {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$root/MdfMetrics.psd1" -Force
}

Describe 'Get-Help <_>' -ForEach $commands {
    BeforeAll {
        $help = Get-Help $_ -Full
        $parameters = (Get-Command $_).Parameters.Values |
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

    It 'tells inputs, outputs, errors and related links' {
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
        @($help.alertSet.alert.Text)[0] | Should -Match '^Errors: '
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_MdfMetrics'
    }
}

Describe 'Get-Help about_MdfMetrics' {
    It 'is found' {
        Get-Help about_MdfMetrics | Should -Match 'THE CURRENT RUN AND STAGE'
    }

    It 'names every error id' {
        $about = Get-Help about_MdfMetrics | Out-String
        $source = Get-Content "$root/src/MdfMetrics.Core/MetricsError.cs" -Raw
        $ids = [regex]::Matches($source, '(?m)^    (\w+),').ForEach{ $_.Groups[1].Value }
        $ids.Count | Should -BeGreaterThan 10
        foreach ($id in $ids) {
            $about | Should -MatchExactly "\b$id\b"
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
        Get-ChildItem "$root/en-US" | Should -Not -BeNullOrEmpty
        foreach ($file in Get-ChildItem "$root/en-US") {
            Get-Content "$TestDrive/help/$($file.Name)" | Should -Be (Get-Content $file) -Because $file.Name
        }
    }
}

Describe 'The examples of README and help' {
    It 'are found' -ForEach @{ Count = @($blocks).Count } {
        $Count | Should -BeGreaterThan 30
    }

    BeforeAll {
        $template = (New-Item TestDrive:/template -ItemType Directory).FullName
        & "$PSScriptRoot/ExampleFolder.ps1" $template
        $location = $PWD

        # The module is found by its name.
        $modulePath = $env:PSModulePath
        $null = New-Item TestDrive:/modules -ItemType Directory
        $null = New-Item "$TestDrive/modules/MdfMetrics" -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') -Target $root
        $env:PSModulePath = "$TestDrive/modules$([System.IO.Path]::PathSeparator)$modulePath"
        Remove-Module MdfMetrics
        Import-Module MdfMetrics

        # Output without what differs from run to run: ids, times, rates, the folder, widths. Counts and names stay.
        function Format-Stable([string] $Text) {
            $Text.Replace($folder, '/srv/pipeline') -replace 'run_\d{8}_\d{6}_[0-9a-f]{8}', 'ID' -replace
                '(\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})( \d\d:\d\d:\d\d)?', 'DATE' -replace '[\d.,]+/s', 'RATE' -replace
                '[\d.,]+ (ns|µs|ms|s)\b|\b0\.\d{2,}\b', 'TIME' -split '\r?\n' -replace '-{2,}', '--' -replace '\s+', ' ' -replace '^ | $' |
                Where-Object { $_ } | Join-String -Separator "`n"
        }
    }

    AfterAll {
        Remove-Module MdfMetrics
        $env:PSModulePath = $modulePath
    }

    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        Copy-Item $template $folder -Recurse
        Set-Location $folder
    }

    AfterEach {
        Set-Location $location
    }

    It '<Where> parses' -ForEach $blocks {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
    }

    It '<Where> runs' -ForEach ($blocks | Where-Object { $_.IsRun }) {
        $ErrorActionPreference = 'Stop'
        $result = & ([scriptblock]::Create($Code))
        # What -WhatIf says goes to the host alone.
        if ($Output -and $Output -notlike 'What if: *') {
            $expected = Format-Stable $Output
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
        { Get-MdfRun -Current } | Should -Throw -ErrorId 'NoCurrentRun,*' -Because 'the example stops its run'
    }
}
