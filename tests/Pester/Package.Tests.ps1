BeforeDiscovery {
    # build.ps1 -Task Package makes it; .ci/run does.
    $output = Join-Path (Split-Path (Split-Path $PSScriptRoot)) output
    $package = (Get-Item "$output/MdfMetrics/*" -ErrorAction Ignore).FullName
    $isMissing = -not $package -or -not (Test-Path "$package/bin/net10.0")

    # What can't be had everywhere: mdf and what the unit tests run in have no PSResourceGet, and its folders are elsewhere
    # on Windows; and the tool that makes the bill of materials may be out of reach.
    $lacksInstaller = $isMissing -or $IsWindows -or -not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)
    $lacksBill = $isMissing -or -not (Test-Path "$output/*.cdx.json")
}

Describe 'The package in output' {
    It 'is not tested, because <_>' -ForEach @(if ($isMissing) { 'build.ps1 -Task Package has not made it' }) {
        Set-ItResult -Skipped -Because $_
    }
}

Describe 'The package' -Skip:$isMissing -ForEach @{ Package = $package; Output = $output } {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        $manifest = "$Package/MdfMetrics.psd1"
        $platforms = 'linux-arm64', 'linux-x64', 'osx-arm64', 'win-x64'

        # What an assembly is known by, whatever is compiled ahead beside its code.
        function Get-VersionId([string] $Path) {
            $file = [System.IO.File]::OpenRead($Path)
            try {
                $image = [System.Reflection.PortableExecutable.PEReader]::new($file)
                $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($image)
                $metadata.GetGuid($metadata.GetModuleDefinition().Mvid)
            }
            finally { $file.Dispose() }
        }
    }

    It 'is at most 25 MB, and holds neither symbols nor the engine nor anything twice' {
        $files = Get-ChildItem $Package -Recurse -File
        ($files | Measure-Object Length -Sum).Sum | Should -BeLessOrEqual 25MB
        $files.Extension | Should -Not -Contain '.pdb'
        $files.Name | Should -Not -Contain 'System.Management.Automation.dll'
        ($files | Get-FileHash | Group-Object Hash | Where-Object Count -GT 1).Group.Path | Should -BeNullOrEmpty
    }

    It 'has a clean manifest, and a folder of its version' {
        $module = Test-ModuleManifest $manifest -WarningVariable warnings -ErrorAction Stop
        $warnings | Should -BeNullOrEmpty
        Split-Path $Package -Leaf | Should -Be $module.Version
    }

    It 'is, file by file, what the .nupkg holds beside what NuGet adds' {
        $archive = [System.IO.Compression.ZipFile]::OpenRead((Get-Item "$Output/MdfMetrics.$(Split-Path $Package -Leaf).nupkg"))
        try {
            $hashes = @{}
            foreach ($entry in $archive.Entries) {
                $content = $entry.Open()
                $hashes[$entry.FullName] = (Get-FileHash -InputStream $content).Hash
                $content.Dispose()
            }
            $reader = [System.IO.StreamReader]::new($archive.GetEntry('MdfMetrics.nuspec').Open())
            [xml] $nuspec = $reader.ReadToEnd()
            $reader.Dispose()
        }
        finally { $archive.Dispose() }

        '_rels/.rels', 'MdfMetrics.nuspec', '[Content_Types].xml', 'package/services/metadata/core-properties/nuget.psmdcp' |
            ForEach-Object { $hashes.Remove($_) }
        $files = Get-ChildItem $Package -Recurse -File
        $files | Should -HaveCount $hashes.Count
        foreach ($file in $files) {
            $name = [System.IO.Path]::GetRelativePath($Package, $file).Replace('\', '/')
            $hashes[$name] | Should -Be (Get-FileHash $file).Hash -Because $name
        }

        $data = Import-PowerShellDataFile $manifest
        $nuspec.package.metadata.id | Should -Be MdfMetrics
        $nuspec.package.metadata.version | Should -Be $data.ModuleVersion
        $nuspec.package.metadata.description | Should -Be $data.Description
        $nuspec.package.metadata.projectUrl | Should -Be $data.PrivateData.PSData.ProjectUri
        $nuspec.package.metadata.tags -split ' ' | Should -Be (@('PSModule') + $data.PrivateData.PSData.Tags)
        $nuspec.package.metadata.dependencies | Should -BeNullOrEmpty
    }

    It 'names all that is not its own, with version and licence, and tells the licences' {
        $notices = (Get-Content "$Package/THIRD-PARTY-NOTICES.md" -Raw) -split '(?m)^## '
        $rows = $notices.Where{ $_ -like 'In the module*' } -split '\n' | Where-Object { $_ -like '| *' }
        $foreign = Get-ChildItem "$Package/bin" -Recurse -Filter *.dll | Where-Object Name -NotLike 'MdfMetrics.*'

        foreach ($name in $foreign.Name | Sort-Object -Unique) {
            @($rows -match "\| ``$([regex]::Escape($name))`` \|") | Should -HaveCount 1 -Because $name
        }
        $licences = $rows | ForEach-Object { $_.Trim(' |').Split('|')[-1].Trim() } | Where-Object { $_ -notmatch '^(licence|-+)$' }
        foreach ($licence in $licences) {
            $notices.Where{ $_ -match "^$([regex]::Escape($licence))\s" -and $_.Length -gt 500 } | Should -HaveCount 1 -Because $licence
        }
    }

    It 'has beside it a bill of materials that names the same' -Skip:$lacksBill {
        $rows = (Get-Content "$Package/THIRD-PARTY-NOTICES.md" -Raw) -split '(?m)^## ' -like 'In the module*' -split '\n'
        $bill = Get-Content "$Output/MdfMetrics.*.cdx.json" -Raw | ConvertFrom-Json

        $bill.metadata.component.version | Should -Be (Split-Path $Package -Leaf)
        $listed = $bill.components | ForEach-Object { "$($_.name.Replace('echarts', 'Apache ECharts')) | $($_.version)" }
        $listed | Should -HaveCount (@($rows -match '`\w.*\.dll`').Count + 1)
        foreach ($component in $listed) {
            @($rows -like "| $component |*") | Should -HaveCount 1 -Because $component
        }
    }

    It 'is served by a repository, installed, and does in a new PowerShell what the README begins with' -Skip:$lacksInstaller {
        $folder = (New-Item (New-Store) -ItemType Directory).FullName
        & "$PSScriptRoot/ExampleFolder.ps1" $folder
        $readme = (Get-Content "$Package/README.md" -Raw) -replace "`r"
        $quickStart = [regex]::Matches($readme, '(?ms)^```powershell\n(.*?)\n```$').ForEach{ $_.Groups[1].Value } -match 'Start-MdfRun'
        Set-Content "$folder/install.ps1" @"
`$ErrorActionPreference = 'Stop'
Register-PSResourceRepository local -Uri '$Output' -Trusted
Install-PSResource MdfMetrics -Repository local
"@
        Set-Content "$folder/start.ps1" @"
`$ErrorActionPreference = 'Stop'
$($quickStart[0])
(Get-Module MdfMetrics).Path
"@
        # What is the user's own goes there.
        $user = $env:HOME, $env:XDG_DATA_HOME
        Push-Location $folder
        try {
            $env:HOME = "$folder/home"
            $env:XDG_DATA_HOME = $null
            pwsh -NoProfile -NonInteractive -File "$folder/install.ps1" | Should -BeNullOrEmpty
            [string[]] $shown = pwsh -NoProfile -NonInteractive -File "$folder/start.ps1"
        }
        finally {
            Pop-Location
            $env:HOME, $env:XDG_DATA_HOME = $user
        }

        $LASTEXITCODE | Should -Be 0 -Because ($shown -join "`n")
        $shown[-1] | Should -BeLike "$folder/home/*/MdfMetrics/$(Split-Path $Package -Leaf)/MdfMetrics.psd1"
        # Two are there before.
        (Get-MdfRun -Path "$folder/metrics").status | Should -Be completed, completed, completed
    }

    It 'has images of the same build for four platforms' {
        (Get-ChildItem "$Package/bin/net10.0").Name | Sort-Object | Should -Be $platforms
        foreach ($platform in $platforms) {
            $images = Get-ChildItem "$Package/bin/net10.0/$platform"
            $images.Name | Should -Contain 'MdfMetrics.Core.dll'
            foreach ($image in $images) {
                $portable = Get-ChildItem "$Package/bin" -Recurse -Depth 1 -Filter $image.Name
                Get-VersionId $image | Should -Be (Get-VersionId $portable) -Because $image
            }
        }
    }

    It 'loads them where runtime and platform fit, and works removed, imported again and in parallel runspaces' {
        Push-Location (New-Item (New-Store) -ItemType Directory)
        try {
            $output = pwsh -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Import-Module '$manifest'
Start-MdfRun { Enter-MdfStage s { 1..3 | Measure-MdfOperator o { `$_ } } } | Out-Null
Import-Module '$manifest' -Force
Remove-Module MdfMetrics
Import-Module '$manifest'
(Get-MdfRun).total_input_records
1 | ForEach-Object -Parallel { Import-Module '$manifest'; (Get-MdfRun).total_input_records }
[AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -in 'MdfMetrics.Cmdlets', 'MdfMetrics.Core', 'Parquet' }.Location
"@
        }
        finally { Pop-Location }

        $output[0, 1] | Should -Be '3', '3'
        $locations = $output | Select-Object -Skip 2 | Where-Object { $_.StartsWith($Package) }
        $locations | Should -HaveCount 3
        $fits = [System.Environment]::Version.Major -eq 10 -and
            $platforms -contains [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
        foreach ($location in $locations) {
            $location.Replace('\', '/').Contains('/bin/net10.0/') | Should -Be $fits
        }
    }
}
