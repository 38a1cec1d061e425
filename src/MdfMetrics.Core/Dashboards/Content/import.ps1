#requires -Version 7.4
<#
.SYNOPSIS
    Imports the dashboard that lies beside this script into Superset, and makes its alerts.
.DESCRIPTION
    Written by Export-MdfDashboard (MdfMetrics). It logs in, imports mdf_dashboard.zip, finds the numbers that Superset
    gave the dashboard and its database, and, for -AlertRecipient, makes the alerts of alerts.json. It may be run again:
    the dashboard is updated, and alerts that are there stay as they are.
.EXAMPLE
    ./import.ps1 -Url https://superset.example -Credential (Get-Credential admin) -AlertRecipient ops@example.org
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [uri] $Url,
    [Parameter(Mandatory)] [pscredential] $Credential,
    # How Superset knows the account: db, or ldap.
    [string] $Provider = 'db',
    # Addresses that alerts are mailed to. Without them no alert is made.
    [string[]] $AlertRecipient = @()
)

$ErrorActionPreference = 'Stop'
$dashboard = '{{dashboard}}'
$root = "$Url".TrimEnd('/')
$session = [Microsoft.PowerShell.Commands.WebRequestSession]::new()

# Without Accept an error comes as a page of HTML, and https wants to be told where a request comes from.
$headers = @{ Accept = 'application/json'; Referer = $root }

function Invoke-Superset([string] $Path, [hashtable] $Request = @{}) {
    try {
        Invoke-RestMethod "$root/api/v1/$Path" -Headers $headers -WebSession $session @Request
    }
    catch [Microsoft.PowerShell.Commands.HttpResponseException] {
        throw "Superset refused ${Path}: $([int] $_.Exception.Response.StatusCode) $($_.ErrorDetails)"
    }
}

function Send-Json([string] $Path, [object] $Body) {
    $json = [System.Text.Encoding]::UTF8.GetBytes(($Body | ConvertTo-Json -Depth 10))
    Invoke-Superset $Path @{ Method = 'Post'; Body = $json; ContentType = 'application/json' }
}

if (-not $PSCmdlet.ShouldProcess($root, 'Import the dashboard')) {
    return
}

$login = @{
    username = $Credential.UserName
    password = $Credential.GetNetworkCredential().Password
    provider = $Provider
}
$headers.Authorization = "Bearer $((Send-Json 'security/login' $login).access_token)"
$headers.'X-CSRFToken' = (Invoke-Superset 'security/csrf_token/').result

# The slash at the end matters: without it the answer is the page to log in.
$form = @{ formData = Get-Item -LiteralPath "$PSScriptRoot/mdf_dashboard.zip"; overwrite = 'true'; passwords = '{}' }
$null = Invoke-Superset 'dashboard/import/' @{ Method = 'Post'; Form = $form }

$id = (Invoke-Superset "dashboard/$dashboard").result.id
if ($AlertRecipient) {
    $database = (Invoke-Superset "dashboard/$id/datasets").result[0].database.id
    foreach ($alert in Get-Content -LiteralPath "$PSScriptRoot/alerts.json" -Raw | ConvertFrom-Json) {
        $alert.database = $database
        $alert.dashboard = $id
        $alert.recipients = @(
            @{ type = 'Email'; recipient_config_json = @{ target = $AlertRecipient -join ',' } }
        )
        try {
            $null = Send-Json 'report/' $alert
        }
        catch {
            if ("$_" -notmatch 'unique') {
                throw
            }

            Write-Verbose "There is an alert '$($alert.name)' already; it stays."
        }
    }
}

[pscustomobject]@{ Dashboard = $id; Url = "$root/superset/dashboard/$id/" }
