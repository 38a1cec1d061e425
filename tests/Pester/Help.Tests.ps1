BeforeDiscovery {
    $root = "$PSScriptRoot/../.."
    $commands = (Import-PowerShellDataFile "$root/MdfMetrics.psd1").CmdletsToExport

    # Every PowerShell block of the documents. They run in a folder that ExampleFolder.ps1 fills, but for those marked
    # no-run, which need what a test does not have.
    $blocks = foreach ($file in @("$root/README.md"; (Get-ChildItem "$root/docs/en-US/*.md").FullName)) {
        $text = (Get-Content $file -Raw) -replace "`r"
        foreach ($match in [regex]::Matches($text, '(?ms)^```powershell( no-run)?\n(.*?)\n```$')) {
            $line = $text.Substring(0, $match.Index).Split("`n").Count
            @{
                Where = "$(Split-Path $file -Leaf):$line"
                Code = $match.Groups[2].Value
                IsRun = -not $match.Groups[1].Success
            }
        }
    }
}

BeforeAll {
    $root = "$PSScriptRoot/../.."
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
        $folder = (New-Item TestDrive:/examples -ItemType Directory).FullName
        & "$PSScriptRoot/ExampleFolder.ps1" $folder
        Push-Location $folder
    }

    AfterAll {
        Pop-Location
    }

    It '<Where> parses' -ForEach $blocks {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
    }

    It '<Where> runs' -ForEach ($blocks | Where-Object { $_.IsRun }) {
        $ErrorActionPreference = 'Stop'
        $null = & ([scriptblock]::Create($Code))
        { Get-MdfRun -Current } | Should -Throw -ErrorId 'NoCurrentRun,*' -Because 'the example stops its run'
    }
}
