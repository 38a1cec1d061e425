namespace MdfMetrics.Maintenance;

/// <summary>The right to change a store, as a change of it gets it from whoever holds the lock.</summary>
/// <param name="Store">The store's full path.</param>
/// <param name="Confirm">Throws StoreBusy where the lock is lost.</param>
/// <param name="OnStep">Receives each step of the change.</param>
internal sealed record MaintenanceLease(string Store, Action Confirm, Action<MaintenanceStep> OnStep);
