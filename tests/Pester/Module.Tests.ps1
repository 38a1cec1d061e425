BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $commands = Get-Command -Module MdfMetrics | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

Describe 'The module' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        $manifestPath = Join-Path $root 'MdfMetrics.psd1'
        $data = Import-PowerShellDataFile $manifestPath
        $classes = (Get-Command Get-MdfRun).ImplementingType.Assembly.GetExportedTypes() |
            Where-Object { $_.IsSubclassOf([System.Management.Automation.Cmdlet]) -and -not $_.IsAbstract }
    }

    It 'has a clean manifest' {
        Test-ModuleManifest $manifestPath -WarningVariable warnings -ErrorAction Stop | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'says in its manifest <Name>' -ForEach @(
        'NestedModules', 'ModuleVersion', 'GUID', 'Author', 'CompanyName', 'Copyright', 'Description', 'PowerShellVersion',
        'CompatiblePSEditions', 'CmdletsToExport', 'FormatsToProcess', 'TypesToProcess' | ForEach-Object { @{ Name = $_ } }
    ) {
        $data[$Name] | Should -Not -BeNullOrEmpty
    }

    It 'names tags, licence and release notes' {
        foreach ($tag in 'PSEdition_Core', 'Windows', 'Linux', 'MacOS') {
            $data.PrivateData.PSData.Tags | Should -Contain $tag
        }
        foreach ($key in 'LicenseUri', 'ProjectUri', 'ReleaseNotes') {
            $data.PrivateData.PSData[$key] | Should -Not -BeNullOrEmpty
        }
    }

    It 'exports exactly its cmdlet classes, and nothing else' {
        $names = $classes | ForEach-Object {
            $attribute = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
            "$($attribute.VerbName)-$($attribute.NounName)"
        }

        $data.CmdletsToExport | Sort-Object | Should -Be ($names | Sort-Object)
        (Get-Command -Module MdfMetrics).Name | Sort-Object | Should -Be ($names | Sort-Object)
        foreach ($key in 'FunctionsToExport', 'VariablesToExport', 'AliasesToExport') {
            $data.ContainsKey($key) | Should -BeTrue
            $data[$key] | Should -HaveCount 0
        }
    }

    It 'names its classes <Verb><Noun>Command, sealed' {
        $classes | Should -Not -BeNullOrEmpty
        foreach ($class in $classes) {
            $attribute = $class.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
            $class.Name | Should -Be "$($attribute.VerbName)$($attribute.NounName)Command"
            $class.IsSealed | Should -BeTrue
        }
    }

    It 'ships neither the engine nor a second copy of its dependencies' {
        $bin = Join-Path $root 'bin'
        $files = Get-ChildItem $bin, (Join-Path $bin 'dependencies') -Filter *.dll

        $files.Name | Should -Not -Contain 'System.Management.Automation.dll'
        ($files | Group-Object Name | Where-Object Count -gt 1).Name | Should -BeNullOrEmpty
        (Get-ChildItem $bin -Filter *.dll).Name | Sort-Object |
            Should -Be 'MdfMetrics.Cmdlets.dll', 'MdfMetrics.Loader.dll'
    }

    It 'has one version: in its manifest, its assemblies and the newest entry of the changelog' {
        $assemblies = Get-ChildItem (Join-Path $root bin) -Recurse -Depth 1 -Filter MdfMetrics.*.dll
        $assemblies | Should -HaveCount 4
        foreach ($assembly in $assemblies) {
            [System.Reflection.AssemblyName]::GetAssemblyName($assembly).Version | Should -Be "$($data.ModuleVersion).0"
            $assembly.VersionInfo.FileVersion | Should -Be "$($data.ModuleVersion).0"
            ($assembly.VersionInfo.ProductVersion -split '\+')[0] | Should -Be $data.ModuleVersion
        }

        $entries = (Get-Content (Join-Path $root CHANGELOG.md)) -like '## *'
        $entries[0] | Should -Match "^## v$([regex]::Escape($data.ModuleVersion)) - (unreleased|\d{4}-\d\d-\d\d)$"
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has an approved verb and the Mdf prefix' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
        $Command.Noun | Should -CMatch '^Mdf[A-Z]'
    }

    It 'declares its output' {
        $Command.OutputType | Should -Not -BeNullOrEmpty
    }

    It 'has parameters of the standard shape' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -notin $common) {
            $parameter.Name | Should -CMatch '^([A-Z][a-z0-9]+)+$'
            $parameter.ParameterType | Should -Not -Be ([bool]) -Because $parameter.Name
        }
    }

    It 'takes -WhatIf if it writes files' {
        # Test-MdfAlert writes what it remembers.
        $writes = $Name -eq 'Test-MdfAlert' -or $Name -notmatch '^(Add|Compare|Enter|Exit|Get|Measure|Test|Watch)-'
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be $writes
    }
}
