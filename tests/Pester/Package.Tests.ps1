BeforeDiscovery {
    # build.ps1 -Task Package makes it; .ci/run does.
    $package = Join-Path (Split-Path (Split-Path $PSScriptRoot)) output MdfMetrics
    $isMissing = -not (Test-Path "$package/bin/net10.0")
}

Describe 'The package in output' {
    It 'is not tested, because <_>' -ForEach @(if ($isMissing) { 'build.ps1 -Task Package has not made it' }) {
        Set-ItResult -Skipped -Because $_
    }
}

Describe 'The package' -Skip:$isMissing -ForEach @{ Package = $package } {
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

    It 'is at most 26 MB, and holds neither symbols nor the engine' {
        $files = Get-ChildItem $Package -Recurse -File
        ($files | Measure-Object Length -Sum).Sum | Should -BeLessOrEqual 26MB
        $files.Extension | Should -Not -Contain '.pdb'
        $files.Name | Should -Not -Contain 'System.Management.Automation.dll'
        $files.Name | Should -Contain 'THIRD-PARTY-NOTICES.md'
        Test-ModuleManifest $manifest -ErrorAction Stop | Should -Not -BeNullOrEmpty
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
